"""What an action can be agreed from: the place of a topic, and the plans of a group."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.actions.domain import NOWHERE, Place
from quarter.actions.models import Action
from quarter.foundation.actors import Actor
from quarter.foundation.subjects import known_to
from quarter.issues.models import Issue
from quarter.planning.domain import PlanState, VariantState
from quarter.planning.models import Element, Plan, Variant


def find_place(session: Session, topic_id: int | None) -> Place:
    """Where a topic's matter lies: what its first issue with a point says, or with words; NOWHERE if none does."""
    if topic_id is None:
        return NOWHERE
    query = (
        select(Issue.place, Issue.latitude, Issue.longitude)
        .where(Issue.topic_id == topic_id, sa.or_(Issue.place != "", col(Issue.latitude).is_not(None)))
        .order_by(col(Issue.latitude).is_(None), Issue.posted_at, Issue.id)
    )
    row = session.execute(query.limit(1)).first()
    return Place(words=row.place, latitude=row.latitude, longitude=row.longitude) if row else NOWHERE


def get_source(session: Session, action: Action) -> Any:
    """(element_id, title, lang, variant_id, plan_id, plan, plan_lang) of what the action was in a plan, or None."""
    if action.plan_element_id is None:
        return None
    query = (
        select(
            col(Element.id).label("element_id"), Element.title, Element.lang, Element.variant_id,
            col(Plan.id).label("plan_id"), col(Plan.title).label("plan"), col(Plan.lang).label("plan_lang"),
        )
        .join(Variant, col(Variant.id) == Element.variant_id)
        .join(Plan, col(Plan.id) == Variant.plan_id)
        .where(Element.id == action.plan_element_id)
    )  # fmt: skip
    return session.execute(query).one()


def list_variants_to_adopt(session: Session, group_id: int, topic_id: int | None) -> list[Any]:
    """(id, title, lang, is_groups, author, things, plan_id, plan, plan_lang) of every variant that a group can still
    go on with, by plan: those of the topic first, then the newest, and of each the group's own variant first."""
    things = (
        select(sa.func.count())
        .where(Element.variant_id == Variant.id, col(Element.removed_at).is_(None))
        .correlate(Variant)
        .scalar_subquery()
    )
    query = (
        select(
            Variant.id, Variant.title, Variant.lang, Variant.is_groups, col(Person.name).label("author"),
            things.label("things"), Variant.plan_id, col(Plan.title).label("plan"), col(Plan.lang).label("plan_lang"),
        )
        .join(Plan, col(Plan.id) == Variant.plan_id)
        .join(Person, col(Person.id) == Variant.author_id)
        .where(Plan.group_id == group_id, Plan.state == PlanState.OPEN, Variant.state == VariantState.PROPOSED)
        .order_by(
            sa.case((col(Plan.topic_id) == topic_id, 0), else_=1), col(Plan.opened_at).desc(), col(Plan.id).desc(),
            col(Variant.is_groups).desc(), Variant.id,
        )
    )  # fmt: skip
    return list(session.execute(query).all())


def list_for_variant(session: Session, variant_id: int, reader: Actor) -> Sequence[Any]:
    """(plan_element_id, id) of the actions that the things of a variant became."""
    query = (
        select(Action.plan_element_id, Action.id)
        .join(Element, col(Element.id) == Action.plan_element_id)
        .where(Element.variant_id == variant_id, known_to(reader, "action", col(Action.id)))
    )
    return session.execute(query).all()


def list_from_elements(session: Session, element_ids: Collection[int]) -> Mapping[int, int]:
    """The actions that things of a plan became: action id by element id."""
    query = select(Action.plan_element_id, Action.id).where(col(Action.plan_element_id).in_(element_ids))
    return {row[0]: row[1] for row in session.execute(query)}
