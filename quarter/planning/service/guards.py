"""What must be true before a deed, and what events say."""

import json

from sqlmodel import Session

from quarter.foundation.refusals import Refusal
from quarter.planning.area import contains
from quarter.planning.domain import MOST_ELEMENTS, PlanningRefusal, PlanState, Sketch, VariantState
from quarter.planning.events import ElementEvent, VariantEvent
from quarter.planning.models import Element, Plan, Variant
from quarter.planning.queries import VariantOfPlan, count_elements, get_boundary


def must_be_open(session: Session, of: VariantOfPlan) -> None:
    """Looks again, under the lock: the variant may have been withdrawn, the plan closed, since the page was read."""
    session.refresh(of.plan, with_for_update={"read": True})
    session.refresh(of.variant, with_for_update={"read": True})
    if of.plan.state is not PlanState.OPEN:
        raise Refusal(PlanningRefusal.PLAN_CLOSED)
    if of.variant.state is VariantState.WITHDRAWN:
        raise Refusal(PlanningRefusal.VARIANT_WITHDRAWN)


def the_element(of: VariantOfPlan) -> Element:
    """The one thing that a deed is about."""
    if of.element is None:
        raise ValueError("this deed is about one element")
    return of.element


def must_be_there(element: Element) -> None:
    if element.removed_at is not None:
        raise Refusal(PlanningRefusal.ELEMENT_REMOVED)


def must_have_room(session: Session, variant_id: int, more: int) -> None:
    """A variant takes so many things more."""
    if count_elements(session, variant_id) + more > MOST_ELEMENTS:
        raise Refusal(PlanningRefusal.TOO_MANY_ELEMENTS)


def must_fit(session: Session, plan: Plan, sketch: Sketch) -> None:
    """A point lies within the plan, and is of the kind that its base has."""
    is_misplaced = sketch.latitude is not None if plan.picture else sketch.x is not None
    if is_misplaced:
        raise Refusal(PlanningRefusal.NOT_ON_THIS_BASE)
    ground = plan.area or get_boundary(session, plan)
    if sketch.latitude is None or sketch.longitude is None or ground is None:
        return
    if not contains(json.loads(ground), sketch.longitude, sketch.latitude):
        raise Refusal(PlanningRefusal.OUTSIDE_PLAN)


def about_variant(event: type[VariantEvent], plan: Plan, variant: Variant) -> VariantEvent:
    return event(**plan.as_subject(), variant_id=variant.id, variant=variant.title)


def about_element(event: type[ElementEvent], of: VariantOfPlan, element: Element) -> ElementEvent:
    return event(
        **of.plan.as_subject(), variant_id=of.variant.id, variant=of.variant.title,
        element_id=element.id, element=element.title,
    )  # fmt: skip
