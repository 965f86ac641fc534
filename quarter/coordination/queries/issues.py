"""Issues that nobody was asked to answer, and those that wait for an answer."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from quarter.coordination.domain import DueThing, Kind
from quarter.foundation.audit import AuditEntry
from quarter.foundation.clock import local_date
from quarter.groups.models import Group, Organisation
from quarter.issues.domain import IssueState
from quarter.issues.events import ResponsibleBodyAsked
from quarter.issues.models import Issue

ISSUE, AUDIT = Issue.__table__.c, AuditEntry.__table__.c
GROUP, ORGANISATION = Group.__table__.c, Organisation.__table__.c


def list_issues(session: Session, group_id: int, timezone: str, most: int) -> list[DueThing]:
    """A group's issues without an answer, so many of those asked and of those not asked, by due day: one statement."""
    rows = session.execute(_of_group(), {"group_id": group_id, "most": most})
    return [_as_thing(row, timezone) for row in rows]


def list_issues_owed(session: Session, organisation_id: int, most: int) -> list[DueThing]:
    """What an organisation has to answer, by due day: one statement.

    When it was asked matters to those who ask, not to the one who owes.
    """
    return [_as_thing(row) for row in session.execute(_owed(), {"organisation_id": organisation_id, "most": most})]


def _as_thing(row: Any, timezone: str | None = None) -> DueThing:
    return DueThing(
        Kind.ASK if row.organisation_id is None else Kind.ANSWER, "issue", row.id, row.group_id, row.state, row.title,
        row.lang, due_on=row.answer_due_on, since=row.posted_at, place=row.place,
        asked_on=local_date(row.asked_at, timezone) if timezone and row.asked_at else None,
        organisation_id=row.organisation_id, organisation=row.organisation or "", group=row.group,
    )  # fmt: skip


@cache
def _of_group() -> Any:
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
    unasked = _unanswered(of_group, ISSUE.organisation_id.is_(None)).subquery()
    asked = _unanswered(of_group, ISSUE.organisation_id.is_not(None), asked_at=asked_at).subquery()
    return sa.union_all(sa.select(unasked), sa.select(asked))


@cache
def _owed() -> Any:
    return _unanswered(ISSUE.organisation_id == sa.bindparam("organisation_id"))


def _unanswered(*scope: Any, asked_at: Any = None) -> Any:
    nothing = sa.cast(sa.null(), AUDIT.at.type)
    return (
        sa.select(
            ISSUE.id, ISSUE.title, ISSUE.lang, ISSUE.state, ISSUE.place, ISSUE.posted_at, ISSUE.answer_due_on,
            ISSUE.group_id, ISSUE.organisation_id, ORGANISATION.name.label("organisation"),
            GROUP.name.label("group"), (nothing if asked_at is None else asked_at).label("asked_at"),
        )
        .join(Organisation.__table__, ORGANISATION.id == ISSUE.organisation_id, isouter=True)
        .join(Group.__table__, GROUP.id == ISSUE.group_id)
        .where(*scope, ISSUE.state == IssueState.NEW)
        .order_by(ISSUE.answer_due_on, ISSUE.id)
        .limit(sa.bindparam("most"))
    )  # fmt: skip
