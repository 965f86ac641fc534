"""Issues that nobody was asked to answer, and those that wait for an answer."""

from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.coordination.domain import DueThing, Kind
from quarter.foundation.audit import AuditEntry
from quarter.foundation.clock import local_date
from quarter.foundation.models import at_most, column, list_rows, maybe
from quarter.groups.models import Group, Organisation
from quarter.issues.domain import IssueState
from quarter.issues.events import ResponsibleBodyAsked
from quarter.issues.models import Issue

ISSUE, AUDIT = Issue.__table__.c, AuditEntry.__table__.c
GROUP, ORGANISATION = Group.__table__.c, Organisation.__table__.c
MOST = sa.bindparam("most", type_=sa.Integer)
Waiting = tuple[int, str, str, IssueState, str, datetime, date, int, int | None, str | None, *tuple[Any, ...]]


class Unanswered(NamedTuple):
    """An issue without an answer, and when its organisation was asked for one."""

    id: int
    title: str
    lang: str
    state: IssueState
    place: str
    posted_at: datetime
    answer_due_on: date
    group_id: int
    organisation_id: int | None
    organisation: str | None
    group: str
    asked_at: datetime | None


def list_issues(session: Session, group_id: int, timezone: str, most: int) -> list[DueThing]:
    """A group's issues without an answer, so many of those asked and of those not asked, by due day: one statement."""
    rows = list_rows(session, _of_group(), Unanswered, group_id=group_id, most=most)
    return [_as_thing(row, timezone) for row in rows]


def list_issues_owed(session: Session, organisation_id: int, most: int) -> list[DueThing]:
    """What an organisation has to answer, by due day: one statement.

    When it was asked matters to those who ask, not to the one who owes.
    """
    rows = list_rows(session, _owed(), Unanswered, organisation_id=organisation_id, most=most)
    return [_as_thing(row) for row in rows]


def _as_thing(row: Unanswered, timezone: str | None = None) -> DueThing:
    return DueThing(
        Kind.ASK if row.organisation_id is None else Kind.ANSWER, "issue", row.id, row.group_id, row.state, row.title,
        row.lang, due_on=row.answer_due_on, since=row.posted_at, place=row.place,
        asked_on=local_date(row.asked_at, timezone) if timezone and row.asked_at else None,
        organisation_id=row.organisation_id, organisation=row.organisation or "", group=row.group,
    )  # fmt: skip


@cache
def _of_group() -> sa.CompoundSelect[*Waiting]:
    asked_at = (
        sa.select(sa.func.max(AUDIT.at))
        .where(
            AUDIT.subject_kind == ResponsibleBodyAsked.kind,
            AUDIT.subject_id == ISSUE.id,
            AUDIT.name == ResponsibleBodyAsked.name,
        )
        .scalar_subquery()
    )
    of_group = ISSUE.group_id == sa.bindparam("group_id")
    unasked = _unanswered(of_group, ISSUE.organisation_id.is_(None))
    asked = _unanswered(of_group, ISSUE.organisation_id.is_not(None), asked_at=asked_at)
    return sa.union_all(at_most(unasked, MOST), at_most(asked, MOST))


@cache
def _owed() -> sa.Select[*Waiting]:
    return _unanswered(ISSUE.organisation_id == sa.bindparam("organisation_id")).limit(MOST)


def _unanswered(
    *scope: sa.ColumnElement[bool], asked_at: sa.ColumnElement[datetime] | None = None
) -> sa.Select[*Waiting]:
    nothing = sa.cast(sa.null(), AUDIT.at.type)
    return (
        sa.select(
            column(Issue.id), column(Issue.title), column(Issue.lang), column(Issue.state), column(Issue.place),
            column(Issue.posted_at), column(Issue.answer_due_on), column(Issue.group_id),
            column(Issue.organisation_id), maybe(Organisation.name), GROUP.name,
            nothing if asked_at is None else asked_at,
        )
        .join(Organisation.__table__, ORGANISATION.id == ISSUE.organisation_id, isouter=True)
        .join(Group.__table__, GROUP.id == ISSUE.group_id)
        .where(*scope, ISSUE.state == IssueState.NEW)
        .order_by(ISSUE.answer_due_on, ISSUE.id)
    )  # fmt: skip
