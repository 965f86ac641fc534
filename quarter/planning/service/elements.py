import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.db import LostUpdate, bump_version
from quarter.foundation.events import record
from quarter.foundation.refusals import Refusal
from quarter.planning.domain import MOST_ELEMENTS, PlanningRefusal, Sketch, differences
from quarter.planning.events import ElementAdded, ElementChanged, ElementMerged, ElementRemoved
from quarter.planning.models import Element, Variant
from quarter.planning.queries import Sheet, count_elements, get_groups_variant
from quarter.planning.service.guards import about_element, must_be_open, must_be_there, must_fit
from quarter.planning.service.variants import COPIED


def add_element(session: Session, actor: Actor, sheet: Sheet, sketch: Sketch, *, now: datetime) -> Element:
    """Put one more thing into a variant."""
    must_be_open(session, sheet)
    must_fit(session, sheet.plan, sketch)
    _must_have_room(session, sheet.variant.id, 1)
    return _add(session, actor, sheet, sketch, now)


def import_elements(
    session: Session, actor: Actor, sheet: Sheet, sketches: list[Sketch], *, now: datetime
) -> list[Element]:
    """Put many things into a variant, or none of them if one does not fit."""
    must_be_open(session, sheet)
    for sketch in sketches:
        must_fit(session, sheet.plan, sketch)
    _must_have_room(session, sheet.variant.id, len(sketches))
    return [_add(session, actor, sheet, sketch, now) for sketch in sketches]


def change_element(
    session: Session, actor: Actor, sheet: Sheet, sketch: Sketch, *, expected: int, now: datetime
) -> None:
    """Move a thing or say it differently; LostUpdate if somebody else did since version `expected`."""
    element = _element(sheet)
    must_be_open(session, sheet)
    must_be_there(element)
    must_fit(session, sheet.plan, sketch)
    bump_version(session, element, expected)
    for name, value in asdict(sketch).items():
        setattr(element, name, value)
    session.flush()
    record(session, actor, about_element(ElementChanged, sheet, element), now=now)


def remove_element(session: Session, actor: Actor, sheet: Sheet, *, expected: int, now: datetime) -> None:
    """Take a thing out of a variant; what was said about it stays."""
    element = _element(sheet)
    must_be_open(session, sheet)
    must_be_there(element)
    bump_version(session, element, expected)
    element.removed_at = now
    session.flush()
    record(session, actor, about_element(ElementRemoved, sheet, element), now=now)


def merge_element(session: Session, actor: Actor, sheet: Sheet, *, expected: int, now: datetime) -> Element:
    """Take a thing over into the group's variant, as it stands at version `expected`; its origin and author stay.

    What the group's variant had from the same origin becomes like it. LostUpdate if it was changed meanwhile.
    """
    element = _element(sheet)
    must_be_open(session, sheet)
    session.refresh(element, with_for_update=True)
    must_be_there(element)
    if element.version != expected:
        raise LostUpdate
    groups = get_groups_variant(session, sheet.plan.id)
    before = _in_variant(session, groups.id, [element]).get(element.origin_id)
    if _is_missing(before):
        _must_have_room(session, groups.id, 1)
    return _take_over(session, actor, sheet, element, groups, before, now)


@dataclass(frozen=True)
class Merged:
    """What became of the things that were chosen for the group's variant."""

    taken: list[Element] = field(default_factory=list)
    there: list[Element] = field(default_factory=list)  # the group's variant has it just so already
    changed: list[Element] = field(default_factory=list)  # changed or taken out since it was seen


def merge_elements(session: Session, actor: Actor, sheet: Sheet, chosen: Mapping[int, int], *, now: datetime) -> Merged:
    """Take several things over into the group's variant: `chosen` has the version that was seen of each, by id.

    Those that the group's variant has already, or that were changed meanwhile, are left and named.
    """
    must_be_open(session, sheet)
    query = select(Element).where(Element.variant_id == sheet.variant.id, col(Element.id).in_(chosen))
    elements = session.exec(query.order_by(col(Element.id)).with_for_update()).all()
    groups, merged = get_groups_variant(session, sheet.plan.id), Merged()
    had = _in_variant(session, groups.id, elements)
    for element in elements:
        before = had.get(element.origin_id)
        if element.removed_at is not None or element.version != chosen[element.id]:
            merged.changed.append(element)
        elif before is not None and before.removed_at is None and not differences([before], [element]):
            merged.there.append(element)
        else:
            merged.taken.append(element)
    fresh = [element for element in merged.taken if _is_missing(had.get(element.origin_id))]
    _must_have_room(session, groups.id, len(fresh))
    for element in merged.taken:
        _take_over(session, actor, sheet, element, groups, had.get(element.origin_id), now)
    return merged


def _in_variant(session: Session, variant_id: int, elements: Sequence[Element]) -> dict[str, Element]:
    """What a variant has or had from the same origins, by origin."""
    origins = [element.origin_id for element in elements]
    query = select(Element).where(Element.variant_id == variant_id, col(Element.origin_id).in_(origins))
    return {element.origin_id: element for element in session.exec(query)}


def _is_missing(element: Element | None) -> bool:
    return element is None or element.removed_at is not None


def _take_over(
    session: Session, actor: Actor, sheet: Sheet, element: Element, groups: Variant, before: Element | None,
    now: datetime,
) -> Element:  # fmt: skip
    copied = {name: getattr(element, name) for name in COPIED}
    taken = before or Element(variant_id=groups.id, added_at=now, **copied)
    if before is None:
        session.add(taken)
    else:
        bump_version(session, taken, taken.version)
        for name, value in copied.items():
            setattr(taken, name, value)
        taken.removed_at = None
    session.flush()
    record(session, actor, about_element(ElementMerged, sheet, taken), now=now)
    return taken


def _add(session: Session, actor: Actor, sheet: Sheet, sketch: Sketch, now: datetime) -> Element:
    element = Element(
        variant_id=sheet.variant.id, origin_id=secrets.token_hex(8), author_id=actor.person_id, added_at=now,
        **asdict(sketch),
    )  # fmt: skip
    session.add(element)
    session.flush()
    record(session, actor, about_element(ElementAdded, sheet, element), now=now)
    return element


def _must_have_room(session: Session, variant_id: int, more: int) -> None:
    if count_elements(session, variant_id) + more > MOST_ELEMENTS:
        raise Refusal(PlanningRefusal.TOO_MANY_ELEMENTS)


def _element(sheet: Sheet) -> Element:
    if sheet.element is None:
        raise ValueError("this deed is about one element")
    return sheet.element
