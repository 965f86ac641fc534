"""What the start page shows: a few rows from each room, of one group."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.actions.domain import ActionState
from quarter.actions.models import Action, Confirmation
from quarter.actions.queries.listing import IS_DOUBTED
from quarter.decisions.domain import DecisionState
from quarter.decisions.models import Decision
from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.subjects import known_to
from quarter.groups.models import Organisation
from quarter.issues.models import Issue
from quarter.planning.domain import PlanState, VariantState
from quarter.planning.models import Plan, Variant

FEW = 4

# To build a statement takes as long as to run it; these are built once.
_NEW = (
    select(
        Issue.id, Issue.title, Issue.lang, Issue.state, Issue.place, Issue.answer_due_on,
        Organisation.name.label("organisation"), Issue.support_count,
    )
    .join(Organisation, col(Organisation.id) == Issue.organisation_id, isouter=True)
    .where(Issue.group_id == sa.bindparam("group_id"))
    .order_by(col(Issue.posted_at).desc(), col(Issue.id).desc())
    .limit(FEW)
)  # fmt: skip
_DECIDED = (
    select(Decision.id, Decision.title, Decision.lang, Decision.number, Decision.outcome, Decision.decided_at)
    .where(
        Decision.group_id == sa.bindparam("group_id"),
        Decision.state == DecisionState.CLOSED,
        known_to(ANONYMOUS, "decision", col(Decision.id)),
    )
    .order_by(col(Decision.decided_at).desc(), col(Decision.id).desc())
    .limit(FEW)
)
_CONFIRMED = (
    select(sa.func.count())
    .where(Confirmation.action_id == Action.id, col(Confirmation.is_done))
    .scalar_subquery()
    .label("confirmed")
)
_DONE = (
    select(
        Action.id,
        Action.title,
        Action.lang,
        Action.state,
        Action.due_on,
        Organisation.name.label("organisation"),
        Action.done_on,
        IS_DOUBTED,
        _CONFIRMED,
    )
    .join(Organisation, col(Organisation.id) == Action.organisation_id)
    .where(
        Action.group_id == sa.bindparam("group_id"),
        Action.state == ActionState.DONE,
        known_to(ANONYMOUS, "action", col(Action.id)),
    )
    .order_by(col(Action.done_on).desc(), col(Action.id).desc())
    .limit(FEW)
)
_VARIANTS = (
    select(sa.func.count())
    .where(Variant.plan_id == Plan.id, col(Variant.state) != VariantState.WITHDRAWN)
    .correlate(Plan)
    .scalar_subquery()
    .label("variant_count")
)
_PLANS = (
    select(Plan.id, Plan.title, Plan.lang, Plan.state, Plan.until_on, _VARIANTS)
    .where(
        Plan.group_id == sa.bindparam("group_id"),
        Plan.state == PlanState.OPEN,
        Plan.from_on <= sa.bindparam("today", type_=sa.Date),
        Plan.until_on >= sa.bindparam("today", type_=sa.Date),
    )
    .order_by(Plan.until_on, Plan.id)
    .limit(FEW)
)


def list_open_plans(session: Session, group_id: int, today: date) -> list[sa.Row]:
    """Plans open for ideas today, the nearest end first: (id, title, lang, state, until_on, variant_count)."""
    return list(session.execute(_PLANS, {"group_id": group_id, "today": today}).all())


def list_new_issues(session: Session, group_id: int) -> list[sa.Row]:
    """The newest issues: (id, title, lang, state, place, answer_due_on, organisation, support_count)."""
    return list(session.execute(_NEW, {"group_id": group_id}).all())


def list_decided_lately(session: Session, group_id: int) -> list[sa.Row]:
    """The newest decisions: (id, title, lang, number, outcome, decided_at)."""
    return list(session.execute(_DECIDED, {"group_id": group_id}).all())


def list_done_lately(session: Session, group_id: int) -> list[sa.Row]:
    """What was done last: (id, title, lang, state, due_on, organisation, done_on, is_doubted, confirmed).

    `confirmed` counts who says that it is done; `is_doubted` as soon as somebody says that it is not yet.
    """
    return list(session.execute(_DONE, {"group_id": group_id}).all())
