"""What people say to a variant and the things in it. Open as long as the plan is."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.foundation.actors import Actor
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.planning.domain import PlanningRefusal
from quarter.planning.events import ElementCommented, ElementSupported, ElementSupportWithdrawn, VariantRated
from quarter.planning.models import Element, Rating
from quarter.planning.queries import VariantOfPlan, rating_seat
from quarter.planning.service.guards import about_element, about_variant, must_be_open, must_be_there, the_element
from quarter.voices import service as voices
from quarter.voices.models import Comment


def comment(session: Session, actor: Actor, of: VariantOfPlan, *, text: str, lang: str, now: datetime) -> Comment:
    """Say something about an element, for everyone to read."""
    element = _there(session, of)
    event = about_element(ElementCommented, of, element)
    return voices.comment(session, actor, element, event, text=text, lang=lang, now=now)


def support(session: Session, actor: Actor, of: VariantOfPlan, *, now: datetime) -> bool:
    """Support an element; False if this person does so already."""
    element = _there(session, of)
    return voices.support(session, actor, element, about_element(ElementSupported, of, element), now=now)


def withdraw_support(session: Session, actor: Actor, of: VariantOfPlan, *, now: datetime) -> bool:
    """Take one's support back; False if there was none."""
    element = _there(session, of)
    event = about_element(ElementSupportWithdrawn, of, element)
    return voices.withdraw_support(session, actor, element, event, now=now)


def rate(session: Session, actor: Actor, of: VariantOfPlan, points: Mapping[int, int], *, now: datetime) -> None:
    """Rate a variant from one's seat, 1 to 5 for each criterion; a later rating takes the place of an earlier."""
    must_be_open(session, of)
    seat_id = rating_seat(actor, of.group_id)
    if seat_id is None:
        raise Refusal(PlanningRefusal.NO_BENCH)
    session.execute(sa.delete(Rating).where(col(Rating.variant_id) == of.variant.id, col(Rating.seat_id) == seat_id))
    for criterion, given in points.items():
        if not 0 <= criterion < len(of.plan.criteria):
            raise ValueError("no such criterion")
        session.add(Rating(variant_id=of.variant.id, seat_id=seat_id, criterion=criterion, points=given, rated_at=now))
    session.flush()
    record(session, actor, about_variant(VariantRated, of.plan, of.variant), now=now)


def _there(session: Session, of: VariantOfPlan) -> Element:
    element = the_element(of)
    must_be_open(session, of)
    must_be_there(element)
    return element
