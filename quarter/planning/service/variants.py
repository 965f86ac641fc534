from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.db import bump_version
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.planning.domain import PlanningRefusal, VariantState
from quarter.planning.events import VariantBranched, VariantReworded, VariantWithdrawn
from quarter.planning.models import Element, Variant
from quarter.planning.queries import VariantOfPlan, list_elements
from quarter.planning.service.guards import about_variant, must_be_open
from quarter.voices.domain import PHOTO_COLUMNS

# What a branch takes along; support and comments stay with the element they were given to.
COPIED = ("origin_id", "kind", "title", "text", "lang", "place", "latitude", "longitude", "x", "y", "cost", "keeper",
          "author_id", *PHOTO_COLUMNS)  # fmt: skip


def branch_variant(
    session: Session, actor: Actor, of: VariantOfPlan, *, title: str, text: str, lang: str, now: datetime
) -> Variant:
    """Start a variant of one's own from another: with everything in it, to be changed."""
    must_be_open(session, of)
    variant = Variant(
        plan_id=of.plan.id, branched_from_id=of.variant.id, author_id=actor.signed_in_id,
        title=title, text=text, lang=lang, created_at=now,
    )  # fmt: skip
    session.add(variant)
    session.flush()
    elements = [
        Element(variant_id=variant.id, added_at=now, **{name: getattr(row, name) for name in COPIED})
        for row in list_elements(session, [of.variant.id])[of.variant.id]
    ]
    session.add_all(elements)
    session.flush()
    keep(session, variant.subject(of.plan), *(element.subject(of.plan) for element in elements))
    record(session, actor, about_variant(VariantBranched, of.plan, variant), now=now)
    return variant


def reword_variant(
    session: Session, actor: Actor, of: VariantOfPlan, *, title: str, text: str, lang: str, expected: int, now: datetime
) -> None:
    """Say anew what a variant is about; LostUpdate if somebody else did since version `expected`."""
    must_be_open(session, of)
    bump_version(session, of.variant, expected)
    of.variant.title, of.variant.text, of.variant.lang = title, text, lang
    session.flush()
    keep(session, of.variant.subject(of.plan))
    record(session, actor, about_variant(VariantReworded, of.plan, of.variant), now=now)


def withdraw_variant(session: Session, actor: Actor, of: VariantOfPlan, *, expected: int, now: datetime) -> None:
    """Take a variant back: it is no longer listed, compared or branched. LostUpdate if it changed meanwhile."""
    if of.is_groups:
        raise Refusal(PlanningRefusal.GROUPS_VARIANT_STAYS)
    must_be_open(session, of)
    bump_version(session, of.variant, expected)
    of.variant.state = VariantState.WITHDRAWN
    session.flush()
    record(session, actor, about_variant(VariantWithdrawn, of.plan, of.variant), now=now)
