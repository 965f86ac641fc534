"""What the start page shows: a few rows from each room, of one group."""

from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.actions.domain import ActionState
from quarter.actions.models import Action, Confirmation
from quarter.decisions.domain import DecisionState, Outcome
from quarter.decisions.models import Decision
from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.models import column, given, list_rows, maybe
from quarter.foundation.subjects import known_to
from quarter.groups.models import Organisation
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue
from quarter.planning.domain import PlanState, VariantState
from quarter.planning.models import Plan, Variant

FEW = 4
ISSUE, DECISION, ORGANISATION = Issue.__table__.c, Decision.__table__.c, Organisation.__table__.c
ACTION, CONFIRMATION = Action.__table__.c, Confirmation.__table__.c
PLAN, VARIANT = Plan.__table__.c, Variant.__table__.c

# To build a statement takes as long as to run it; these are built once.


class OpenPlan(NamedTuple):
    """A plan that is open for ideas, with how many variants it has."""

    id: int
    title: str
    lang: str
    state: PlanState
    until_on: date
    variant_count: int


_VARIANTS = (
    sa.select(sa.func.count())
    .where(VARIANT.plan_id == PLAN.id, VARIANT.state != VariantState.WITHDRAWN)
    .correlate(Plan.__table__)
    .scalar_subquery()
)
_PLANS = (
    sa.select(
        column(Plan.id), column(Plan.title), column(Plan.lang), column(Plan.state), column(Plan.until_on), _VARIANTS
    )
    .where(
        PLAN.group_id == sa.bindparam("group_id"),
        PLAN.state == PlanState.OPEN,
        PLAN.from_on <= sa.bindparam("today", type_=sa.Date),
        PLAN.until_on >= sa.bindparam("today", type_=sa.Date),
    )
    .order_by(PLAN.until_on, PLAN.id)
    .limit(FEW)
)


def list_open_plans(session: Session, group_id: int, today: date) -> list[OpenPlan]:
    """Plans open for ideas today, the nearest end first."""
    return list_rows(session, _PLANS, OpenPlan, group_id=group_id, today=today)


class NewIssue(NamedTuple):
    """One of the newest issues, with the name of the organisation asked."""

    id: int
    title: str
    lang: str
    state: IssueState
    place: str
    answer_due_on: date
    organisation: str | None
    support_count: int


_NEW = (
    sa.select(
        column(Issue.id), column(Issue.title), column(Issue.lang), column(Issue.state), column(Issue.place),
        column(Issue.answer_due_on), maybe(Organisation.name), column(Issue.support_count),
    )
    .join(Organisation.__table__, ORGANISATION.id == ISSUE.organisation_id, isouter=True)
    .where(ISSUE.group_id == sa.bindparam("group_id"))
    .order_by(ISSUE.posted_at.desc(), ISSUE.id.desc())
    .limit(FEW)
)  # fmt: skip


def list_new_issues(session: Session, group_id: int) -> list[NewIssue]:
    """The newest issues."""
    return list_rows(session, _NEW, NewIssue, group_id=group_id)


class Decided(NamedTuple):
    """A decision that everybody may know of."""

    id: int
    title: str
    lang: str
    number: str | None
    outcome: Outcome
    decided_at: datetime


_DECIDED = (
    sa.select(
        column(Decision.id), column(Decision.title), column(Decision.lang), column(Decision.number),
        given(Decision.outcome), given(Decision.decided_at),
    )
    .where(
        DECISION.group_id == sa.bindparam("group_id"),
        DECISION.state == DecisionState.CLOSED,
        known_to(ANONYMOUS, "decision", DECISION.id),
    )
    .order_by(DECISION.decided_at.desc(), DECISION.id.desc())
    .limit(FEW)
)  # fmt: skip


def list_decided_lately(session: Session, group_id: int) -> list[Decided]:
    """The newest decisions."""
    return list_rows(session, _DECIDED, Decided, group_id=group_id)


class DoneAction(NamedTuple):
    """What was reported as done: doubted as soon as somebody says that it is not yet, confirmed by so many."""

    id: int
    title: str
    lang: str
    state: ActionState
    due_on: date
    organisation: str
    done_on: date
    is_doubted: bool
    confirmed: int


_CONFIRMED = (
    sa.select(sa.func.count()).where(CONFIRMATION.action_id == ACTION.id, CONFIRMATION.is_done).scalar_subquery()
)
_DONE = (
    sa.select(
        column(Action.id), column(Action.title), column(Action.lang), column(Action.state), column(Action.due_on),
        column(Organisation.name), given(Action.done_on),
        sa.exists().where(CONFIRMATION.action_id == ACTION.id, ~CONFIRMATION.is_done),
        _CONFIRMED,
    )
    .join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id)
    .where(
        ACTION.group_id == sa.bindparam("group_id"),
        ACTION.state == ActionState.DONE,
        known_to(ANONYMOUS, "action", ACTION.id),
    )
    .order_by(ACTION.done_on.desc(), ACTION.id.desc())
    .limit(FEW)
)  # fmt: skip


def list_done_lately(session: Session, group_id: int) -> list[DoneAction]:
    """What was done last."""
    return list_rows(session, _DONE, DoneAction, group_id=group_id)
