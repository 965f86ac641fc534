from datetime import date, datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.db import bump_version
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.groups.models import Group
from quarter.planning.domain import PlanningRefusal, PlanState, VariantState
from quarter.planning.events import (
    GroupsVariantAdopted,
    PlanClosed,
    PlanDescribed,
    PlanOpened,
    PlanReopened,
    VariantAdopted,
)
from quarter.planning.models import Plan, Variant
from quarter.planning.queries import VariantOfPlan, get_adopted_variant, has_ratings
from quarter.planning.service.guards import about_variant, must_be_open
from quarter.topics.models import Topic


def open_plan(
    session: Session,
    actor: Actor,
    group: Group,
    *,
    title: str,
    aim: str,
    lang: str,
    from_on: date,
    until_on: date,
    topic_id: int | None = None,
    area: str | None = None,
    picture: tuple[str, int, int] | None = None,
    criteria: list[str] | None = None,
    now: datetime,
) -> Plan:
    """Ask what a place could become, with an empty variant of the group to start from.

    `picture` is a storage key with its width and height; without it the base is the map.
    """
    if topic_id is not None and session.get_one(Topic, topic_id).group_id != group.id:
        raise Refusal(PlanningRefusal.OTHER_GROUP)
    key, width, height = picture or (None, None, None)
    plan = Plan(
        quarter_id=group.quarter_id, group_id=group.id, topic_id=topic_id, title=title, aim=aim, lang=lang,
        from_on=from_on, until_on=until_on, area=area, picture=key, picture_width=width, picture_height=height,
        criteria=criteria or [], opened_by_id=actor.signed_in_id, opened_at=now,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    groups = Variant(plan_id=plan.id, author_id=actor.signed_in_id, is_groups=True, lang=lang, created_at=now)
    session.add(groups)
    session.flush()
    keep(session, plan.subject(), groups.subject(plan))
    record(session, actor, PlanOpened(**plan.as_subject()), now=now)
    return plan


def describe_plan(
    session: Session,
    actor: Actor,
    plan: Plan,
    *,
    title: str,
    aim: str,
    lang: str,
    from_on: date,
    until_on: date,
    criteria: list[str],
    expected: int,
    now: datetime,
) -> None:
    """Say anew what a plan is about. LostUpdate if somebody else did since version `expected`.

    Refused where the criteria would change and somebody has rated on them.
    """
    _must_be_open(session, plan)
    if criteria != plan.criteria and has_ratings(session, plan.id):
        raise Refusal(PlanningRefusal.CRITERIA_RATED)
    bump_version(session, plan, expected)
    plan.title, plan.aim, plan.lang = title, aim, lang
    plan.from_on, plan.until_on, plan.criteria = from_on, until_on, criteria
    session.flush()
    keep(session, plan.subject())
    record(session, actor, PlanDescribed(**plan.as_subject()), now=now)


def close_plan(session: Session, actor: Actor, plan: Plan, *, reason: str, lang: str, now: datetime) -> None:
    """End the planning without a variant; everybody reads the reason, and nothing in the plan changes any more."""
    _must_be_open(session, plan)
    plan.state, plan.closing_reason, plan.closing_lang = PlanState.CLOSED, reason, lang
    session.flush()
    record(session, actor, PlanClosed(**plan.as_subject(), reason=reason, lang=lang), now=now)


def reopen_plan(session: Session, actor: Actor, plan: Plan, *, now: datetime) -> None:
    """Go on with a planning that ended without a variant; nothing happens if it is open already."""
    session.refresh(plan, with_for_update=True)
    if plan.state is PlanState.OPEN:
        return
    if get_adopted_variant(session, plan.id) is not None:
        raise Refusal(PlanningRefusal.VARIANT_ADOPTED)
    plan.state, plan.closing_reason, plan.closing_lang = PlanState.OPEN, None, None
    session.flush()
    record(session, actor, PlanReopened(**plan.as_subject()), now=now)


def _must_be_open(session: Session, plan: Plan) -> None:
    """Looks again, under the lock: nobody rates, adopts or closes meanwhile."""
    session.refresh(plan, with_for_update=True)
    if plan.state is not PlanState.OPEN:
        raise Refusal(PlanningRefusal.PLAN_CLOSED)


def adopt_variant(
    session: Session, actor: Actor, of: VariantOfPlan, *, decision_id: int | None = None, now: datetime
) -> None:
    """The group goes on with this variant, perhaps by a decision of its own; nothing in the plan changes any more."""
    session.refresh(of.plan, with_for_update=True)
    must_be_open(session, of)
    of.variant.state, of.plan.state = VariantState.ADOPTED, PlanState.CLOSED
    of.plan.decision_id = decision_id
    session.flush()
    event = GroupsVariantAdopted if of.is_groups else VariantAdopted
    record(session, actor, about_variant(event, of.plan, of.variant), now=now)
