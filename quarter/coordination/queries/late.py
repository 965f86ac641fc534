"""Which organisations are overdue, and with how much."""

from datetime import date
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.coordination.queries.actions import ACTION, IS_OPEN
from quarter.coordination.queries.issues import ISSUE, ORGANISATION
from quarter.foundation.models import column, list_rows
from quarter.groups.models import Organisation
from quarter.issues.domain import IssueState


class Late(NamedTuple):
    """An organisation, and with how much it is overdue."""

    organisation_id: int
    organisation: str
    answers: int
    actions: int


def list_late(session: Session, group_id: int, today: date) -> list[Late]:
    """Who is overdue, with the most first."""
    rows = list_rows(session, _overdue(), Late, group_id=group_id, today=today)
    late = [row for row in rows if row.answers or row.actions]
    return sorted(late, key=lambda row: (-row.answers - row.actions, row.organisation))


@cache
def _overdue() -> sa.Select[int, str, int, int]:
    """Counted for one organisation after the other: each count is then a walk along a part of an index."""
    group_id, today = sa.bindparam("group_id", type_=sa.Integer), sa.bindparam("today", type_=sa.Date)
    answers = sa.select(sa.func.count()).where(
        ISSUE.group_id == group_id, ISSUE.state == IssueState.NEW, ISSUE.organisation_id == ORGANISATION.id,
        ISSUE.answer_due_on < today,
    )  # fmt: skip
    actions = sa.select(sa.func.count()).where(
        ACTION.group_id == group_id, IS_OPEN, ACTION.organisation_id == ORGANISATION.id, ACTION.due_on < today
    )
    return sa.select(
        column(Organisation.id), column(Organisation.name), answers.scalar_subquery(), actions.scalar_subquery()
    )  # fmt: skip
