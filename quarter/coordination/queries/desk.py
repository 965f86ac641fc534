"""What an organisation owes, in all groups, and what it answered last."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from quarter.actions.models import Action, Confirmation
from quarter.coordination.domain import A_WEEK, DueThing, Load
from quarter.coordination.queries.actions import ACTION, CONFIRMATION, IS_OPEN, list_actions_owed
from quarter.coordination.queries.issues import ISSUE, ORGANISATION, list_issues_owed
from quarter.issues.domain import IssueState
from quarter.issues.models import Answer, Issue

ANSWER = Answer.__table__.c
FEW_ANSWERS = 5


def list_owed(session: Session, organisation_id: int, *, most: int) -> list[DueThing]:
    """Issues to answer, actions to do, and doubted ones, of an organisation, in all groups: two statements."""
    return [*list_issues_owed(session, organisation_id, most), *list_actions_owed(session, organisation_id, most)]


def get_load(session: Session, organisation_id: int, today: date) -> Load:
    """How many issues and actions an organisation owes, also those that no page shows: one statement."""
    days = {"today": today, "in_a_week": today + A_WEEK}
    return Load(*session.execute(_load(), {"organisation_id": organisation_id, **days}).one())


def list_last_answers(session: Session, organisation_id: int) -> list[Any]:
    """(issue_id, title, lang, state, answered_at) of the issues that an organisation answered last, newest first."""
    return list(session.execute(_last_answers(), {"organisation_id": organisation_id}).all())


def list_own_organisations(session: Session, ids: Collection[int]) -> list[Any]:
    """(organisation_id, name) of some organisations, by name."""
    return list(session.execute(_own_organisations(), {"ids": list(ids)}).all())


@cache
def _load() -> Any:
    """Each number is a walk along a part of an index, one for the issues and one for the actions."""
    today, in_a_week = (sa.bindparam(name, type_=sa.Date) for name in ("today", "in_a_week"))
    spans = {"overdue": (None, today), "this_week": (today, in_a_week), "later": (in_a_week, None)}
    of: Any = sa.bindparam("organisation_id", type_=sa.Integer)
    issues = (ISSUE.organisation_id == of, ISSUE.state == IssueState.NEW)
    actions = (ACTION.organisation_id == of, IS_OPEN)
    doubted = (
        sa.select(sa.func.count(CONFIRMATION.action_id.distinct()))
        .join_from(Confirmation.__table__, Action.__table__, ACTION.id == CONFIRMATION.action_id)
        .where(~CONFIRMATION.is_done, ACTION.organisation_id == of, ~IS_OPEN)
    )
    counts = [
        _count(ISSUE.answer_due_on, span, *issues) + _count(ACTION.due_on, span, *actions) for span in spans.values()
    ]
    return sa.select(*counts, doubted.scalar_subquery())


def _count(day: Any, span: tuple[Any, Any], *scope: Any) -> Any:
    """How many are due from a day on, and before another."""
    since, until = span
    within = [*([day >= since] if since is not None else []), *([day < until] if until is not None else [])]
    return sa.select(sa.func.count()).where(*scope, *within).scalar_subquery()


@cache
def _last_answers() -> Any:
    later = Answer.__table__.alias("later")
    is_newest = ~sa.exists().where(
        later.c.issue_id == ANSWER.issue_id, later.c.organisation_id == ANSWER.organisation_id, later.c.id > ANSWER.id
    )
    return (
        sa.select(ISSUE.id.label("issue_id"), ISSUE.title, ISSUE.lang, ANSWER.state, ANSWER.answered_at)
        .join_from(Answer.__table__, Issue.__table__, ISSUE.id == ANSWER.issue_id)
        .where(ANSWER.organisation_id == sa.bindparam("organisation_id"), is_newest)
        .order_by(ANSWER.answered_at.desc(), ANSWER.id.desc())
        .limit(FEW_ANSWERS)
    )


@cache
def _own_organisations() -> Any:
    ids: Any = sa.bindparam("ids", expanding=True)
    query = sa.select(ORGANISATION.id.label("organisation_id"), ORGANISATION.name)
    return query.where(ORGANISATION.id.in_(ids)).order_by(ORGANISATION.name)
