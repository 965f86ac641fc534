"""What an organisation owes, in all groups, and what it answered last."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.actions.models import Action, Confirmation
from quarter.coordination.domain import A_WEEK, DueThing, Load
from quarter.coordination.queries.actions import ACTION, CONFIRMATION, IS_OPEN, list_actions_owed
from quarter.coordination.queries.issues import ISSUE, ORGANISATION, list_issues_owed
from quarter.foundation.models import column, list_rows
from quarter.groups.models import Organisation
from quarter.issues.domain import IssueState
from quarter.issues.models import Answer, Issue

ANSWER = Answer.__table__.c
Day = sa.ColumnElement[date]
FEW_ANSWERS = 5


def list_owed(session: Session, organisation_id: int, *, most: int) -> list[DueThing]:
    """Issues to answer, actions to do, and doubted ones, of an organisation, in all groups: two statements."""
    return [*list_issues_owed(session, organisation_id, most), *list_actions_owed(session, organisation_id, most)]


def get_load(session: Session, organisation_id: int, today: date) -> Load:
    """How many issues and actions an organisation owes, also those that no page shows: one statement."""
    days = {"today": today, "in_a_week": today + A_WEEK}
    (load,) = list_rows(session, _load(), Load, organisation_id=organisation_id, **days)
    return load


class LastAnswer(NamedTuple):
    """An issue that an organisation has answered, and what it made of it."""

    issue_id: int
    title: str
    lang: str
    state: IssueState
    answered_at: datetime


def list_last_answers(session: Session, organisation_id: int) -> list[LastAnswer]:
    """What an organisation answered last, newest first."""
    return list_rows(session, _last_answers(), LastAnswer, organisation_id=organisation_id)


class OwnOrganisation(NamedTuple):
    """An organisation at whose desk somebody sits."""

    organisation_id: int
    name: str


def list_own_organisations(session: Session, ids: Collection[int]) -> list[OwnOrganisation]:
    """Some organisations, by name."""
    return list_rows(session, _own_organisations(), OwnOrganisation, ids=list(ids))


@cache
def _load() -> sa.Select[int, int, int, int]:
    """Each number is a walk along a part of an index, one for the issues and one for the actions."""
    today, in_a_week = (sa.bindparam(name, type_=sa.Date) for name in ("today", "in_a_week"))
    of = sa.bindparam("organisation_id", type_=sa.Integer)
    issues = (ISSUE.organisation_id == of, ISSUE.state == IssueState.NEW)
    actions = (ACTION.organisation_id == of, IS_OPEN)
    doubted = (
        sa.select(sa.func.count(CONFIRMATION.action_id.distinct()))
        .join_from(Confirmation.__table__, Action.__table__, ACTION.id == CONFIRMATION.action_id)
        .where(~CONFIRMATION.is_done, ACTION.organisation_id == of, ~IS_OPEN)
    )

    def count(since: Day | None, until: Day | None) -> sa.ColumnElement[int]:
        asked, owed = _within(ISSUE.answer_due_on, since, until), _within(ACTION.due_on, since, until)
        return _count(*issues, *asked) + _count(*actions, *owed)

    return sa.select(count(None, today), count(today, in_a_week), count(in_a_week, None), doubted.scalar_subquery())


def _within(day: Day, since: Day | None, until: Day | None) -> list[sa.ColumnElement[bool]]:
    """From a day on, and before another."""
    return [*([day >= since] if since is not None else []), *([day < until] if until is not None else [])]


def _count(*those: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).where(*those).scalar_subquery()


@cache
def _last_answers() -> sa.Select[int, str, str, IssueState, datetime]:
    later = Answer.__table__.alias("later")
    is_newest = ~sa.exists().where(
        later.c.issue_id == ANSWER.issue_id, later.c.organisation_id == ANSWER.organisation_id, later.c.id > ANSWER.id
    )
    return (
        sa.select(
            column(Issue.id), column(Issue.title), column(Issue.lang), column(Answer.state), column(Answer.answered_at)
        )
        .join_from(Answer.__table__, Issue.__table__, ISSUE.id == ANSWER.issue_id)
        .where(ANSWER.organisation_id == sa.bindparam("organisation_id"), is_newest)
        .order_by(ANSWER.answered_at.desc(), ANSWER.id.desc())
        .limit(FEW_ANSWERS)
    )


@cache
def _own_organisations() -> sa.Select[int, str]:
    ids = sa.bindparam("ids", expanding=True, type_=sa.Integer)
    query = sa.select(column(Organisation.id), column(Organisation.name))
    return query.where(ORGANISATION.id.in_(ids)).order_by(ORGANISATION.name)
