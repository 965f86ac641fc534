import secrets
from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.db import bump_version
from quarter.foundation.recording import record
from quarter.foundation.subjects import keep
from quarter.planning.domain import Sketch
from quarter.planning.events import ElementAdded, ElementChanged, ElementRemoved
from quarter.planning.models import Element
from quarter.planning.queries import VariantOfPlan
from quarter.planning.service.guards import (
    about_element,
    must_be_open,
    must_be_there,
    must_fit,
    must_have_room,
    the_element,
)


def add_element(session: Session, actor: Actor, of: VariantOfPlan, sketch: Sketch, *, now: datetime) -> Element:
    """Put one more thing into a variant."""
    must_be_open(session, of)
    must_fit(session, of.plan, sketch)
    must_have_room(session, of.variant.id, 1)
    return _add(session, actor, of, sketch, now)


def import_elements(
    session: Session, actor: Actor, of: VariantOfPlan, sketches: list[Sketch], *, now: datetime
) -> list[Element]:
    """Put many things into a variant, or none of them if one does not fit."""
    must_be_open(session, of)
    for sketch in sketches:
        must_fit(session, of.plan, sketch)
    must_have_room(session, of.variant.id, len(sketches))
    return [_add(session, actor, of, sketch, now) for sketch in sketches]


def change_element(
    session: Session, actor: Actor, of: VariantOfPlan, sketch: Sketch, *, expected: int, now: datetime
) -> None:
    """Move a thing or say it differently; LostUpdate if somebody else did since version `expected`."""
    element = the_element(of)
    must_be_open(session, of)
    must_be_there(element)
    must_fit(session, of.plan, sketch)
    bump_version(session, element, expected)
    for name, value in sketch.columns().items():
        setattr(element, name, value)
    session.flush()
    keep(session, element.subject(of.plan))
    record(session, actor, about_element(ElementChanged, of, element), now=now)


def remove_element(session: Session, actor: Actor, of: VariantOfPlan, *, expected: int, now: datetime) -> None:
    """Take a thing out of a variant; what was said about it stays."""
    element = the_element(of)
    must_be_open(session, of)
    must_be_there(element)
    bump_version(session, element, expected)
    element.removed_at = now
    session.flush()
    record(session, actor, about_element(ElementRemoved, of, element), now=now)


def _add(session: Session, actor: Actor, of: VariantOfPlan, sketch: Sketch, now: datetime) -> Element:
    element = Element(
        variant_id=of.variant.id, origin_id=secrets.token_hex(8), author_id=actor.signed_in_id, added_at=now,
        **sketch.columns(),
    )  # fmt: skip
    session.add(element)
    session.flush()
    keep(session, element.subject(of.plan))
    record(session, actor, about_element(ElementAdded, of, element), now=now)
    return element
