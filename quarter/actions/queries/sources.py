"""What an action can be agreed from: the place of a topic, and the plans of a group."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.actions.domain import NOWHERE, Location
from quarter.actions.models import Action
from quarter.actions.queries.listing import ACTION, PERSON, readable
from quarter.foundation.actors import Actor
from quarter.foundation.models import column, get_row, given, list_rows
from quarter.foundation.subjects import known_to
from quarter.issues.models import Issue
from quarter.planning.domain import PlanState, VariantState
from quarter.planning.models import Element, Plan, Variant

ISSUE, PLAN = Issue.__table__.c, Plan.__table__.c
VARIANT, ELEMENT = Variant.__table__.c, Element.__table__.c


def find_place(session: Session, topic_id: int | None) -> Location:
    """Where a topic's matter lies: what its first issue with a point says, or with words; NOWHERE if none does."""
    if topic_id is None:
        return NOWHERE
    query = (
        sa.select(column(Issue.place), column(Issue.latitude), column(Issue.longitude))
        .where(ISSUE.topic_id == topic_id, sa.or_(ISSUE.place != "", ISSUE.latitude.is_not(None)))
        .order_by(ISSUE.latitude.is_(None), ISSUE.posted_at, ISSUE.id)
    )
    return get_row(session, query.limit(1), _place) or NOWHERE


def _place(words: str, latitude: float | None, longitude: float | None) -> Location:
    return Location(words=words, latitude=latitude, longitude=longitude)


class ThingOfPlan(NamedTuple):
    """The thing of a plan that an action was."""

    element_id: int
    title: str
    lang: str
    variant_id: int
    plan_id: int
    plan: str
    plan_lang: str


def get_source(session: Session, action: Action, *, reader: Actor) -> ThingOfPlan | None:
    """What the action was in a plan, if it comes from one that the reader may know of."""
    if action.plan_element_id is None:
        return None
    query = (
        sa.select(
            column(Element.id), column(Element.title), column(Element.lang), column(Element.variant_id),
            column(Plan.id), column(Plan.title), column(Plan.lang),
        )
        .join(Variant.__table__, VARIANT.id == ELEMENT.variant_id)
        .join(Plan.__table__, PLAN.id == VARIANT.plan_id)
        .where(ELEMENT.id == action.plan_element_id, known_to(reader, "element", ELEMENT.id))
    )  # fmt: skip
    return get_row(session, query, ThingOfPlan)


class VariantToAdopt(NamedTuple):
    """A variant that a group can still go on with; `things` is how many stand in it."""

    id: int
    title: str
    lang: str
    is_groups: bool
    author: str
    things: int
    plan_id: int
    plan: str
    plan_lang: str


def list_variants_to_adopt(session: Session, group_id: int, topic_id: int | None) -> list[VariantToAdopt]:
    """The variants by plan: those of the topic first, then the newest, and of each the group's own variant first."""
    things = (
        sa.select(sa.func.count())
        .where(ELEMENT.variant_id == VARIANT.id, ELEMENT.removed_at.is_(None))
        .correlate(Variant.__table__)
        .scalar_subquery()
    )
    query = (
        sa.select(
            column(Variant.id), column(Variant.title), column(Variant.lang), column(Variant.is_groups),
            column(Person.name), things, column(Variant.plan_id), column(Plan.title), column(Plan.lang),
        )
        .join(Plan.__table__, PLAN.id == VARIANT.plan_id)
        .join(Person.__table__, PERSON.id == VARIANT.author_id)
        .where(PLAN.group_id == group_id, PLAN.state == PlanState.OPEN, VARIANT.state == VariantState.PROPOSED)
        .order_by(
            sa.case((PLAN.topic_id == topic_id, 0), else_=1), PLAN.opened_at.desc(), PLAN.id.desc(),
            VARIANT.is_groups.desc(), VARIANT.id,
        )
    )  # fmt: skip
    return list_rows(session, query, VariantToAdopt)


class ActionOfElement(NamedTuple):
    """An action, and the thing of a plan that it was."""

    element_id: int
    action_id: int


def list_for_variant(session: Session, variant_id: int, reader: Actor) -> Mapping[int, int]:
    """The actions that the things of a variant became: action id by element id."""
    query = (
        sa.select(given(Action.plan_element_id), column(Action.id))
        .join(Element.__table__, ELEMENT.id == ACTION.plan_element_id)
        .where(ELEMENT.variant_id == variant_id, readable(reader))
    )
    return dict(list_rows(session, query, ActionOfElement))


def list_from_elements(session: Session, element_ids: Collection[int]) -> Mapping[int, int]:
    """The actions that things of a plan became: action id by element id."""
    query = sa.select(given(Action.plan_element_id), column(Action.id)).where(ACTION.plan_element_id.in_(element_ids))
    return dict(list_rows(session, query, ActionOfElement))
