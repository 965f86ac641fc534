"""What the start page shows: a few rows from each room, of one group."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from quarter.actions.domain import ActionState
from quarter.actions.models import Action, Confirmation
from quarter.decisions.domain import DecisionState
from quarter.decisions.models import Decision
from quarter.groups.models import Organisation
from quarter.issues.models import Issue

FEW = 4


def list_new_issues(session: Session, group_id: int) -> list[sa.Row]:
    """The newest issues: (id, title, lang, state, place, answer_due_on, organisation, support_count)."""
    query = (
        select(
            Issue.id, Issue.title, Issue.lang, Issue.state, Issue.place, Issue.answer_due_on,
            Organisation.name.label("organisation"), Issue.support_count,
        )
        .join(Organisation, col(Organisation.id) == Issue.organisation_id, isouter=True)
        .where(Issue.group_id == group_id)
        .order_by(col(Issue.posted_at).desc(), col(Issue.id).desc())
        .limit(FEW)
    )  # fmt: skip
    return list(session.execute(query).all())


def list_decided_lately(session: Session, group_id: int) -> list[sa.Row]:
    """The newest decisions: (id, title, lang, number, outcome, decided_at)."""
    query = (
        select(Decision.id, Decision.title, Decision.lang, Decision.number, Decision.outcome, Decision.decided_at)
        .where(Decision.group_id == group_id, Decision.state == DecisionState.CLOSED)
        .order_by(col(Decision.decided_at).desc(), col(Decision.id).desc())
        .limit(FEW)
    )
    return list(session.execute(query).all())


def _is_doubted() -> sa.ColumnElement[bool]:
    """Whether somebody who raised it says that it is not done yet; then it is not praised as confirmed."""
    doubt = aliased(Confirmation)
    return sa.exists().where(doubt.action_id == Action.id, ~doubt.is_done).correlate(Action)


def list_done_lately(session: Session, group_id: int) -> list[sa.Row]:
    """What was done last: (id, title, lang, organisation, done_on, confirmed)."""
    confirmed = (
        select(sa.func.count())
        .where(Confirmation.action_id == Action.id, col(Confirmation.is_done), ~_is_doubted())
        .scalar_subquery()
        .label("confirmed")
    )
    query = (
        select(Action.id, Action.title, Action.lang, Organisation.name.label("organisation"), Action.done_on, confirmed)
        .join(Organisation, col(Organisation.id) == Action.organisation_id)
        .where(Action.group_id == group_id, Action.state == ActionState.DONE)
        .order_by(col(Action.done_on).desc(), col(Action.id).desc())
        .limit(FEW)
    )
    return list(session.execute(query).all())
