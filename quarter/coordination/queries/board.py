"""A group's issues and actions by state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.coordination.queries.actions import ACTION, CONFIRMATION
from quarter.coordination.queries.issues import ISSUE, ORGANISATION
from quarter.foundation.models import list_rows, maybe
from quarter.groups.models import Organisation
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue

FEW = 10  # in each column
MOST_COUNTED = 1000  # further on, more is just many
Cards = tuple[int, str, str, StrEnum, date, int | None, int, bool, str | None, int]
ISSUE_STATES = (IssueState.NEW, IssueState.ANSWERED, IssueState.IN_PROGRESS, IssueState.DONE)


class Card(NamedTuple):
    """An issue or action on the board; `total` is how many there are in its state, at most MOST_COUNTED."""

    id: int
    title: str
    lang: str
    state: StrEnum
    due_on: date
    organisation_id: int | None
    turn: int
    is_doubted: bool
    organisation: str | None
    total: int


@dataclass(frozen=True)
class Column:
    """A state on the board: how many there are, at most MOST_COUNTED, and the first few."""

    state: StrEnum
    total: int
    rows: tuple[Card, ...]

    @property
    def is_many(self) -> bool:
        """There may be more than were counted."""
        return self.total >= MOST_COUNTED


def list_board(session: Session, group_id: int) -> tuple[list[Column], list[Column]]:
    """The group's issues and actions by state: two statements.

    The first few of each state by due day, the done ones latest first, and how many there are.
    """
    which = {"group_id": group_id, "most_counted": MOST_COUNTED}
    issues, actions = (list_rows(session, board, Card, **which) for board in (_issues(), _actions()))
    return _columns(ISSUE_STATES, issues), _columns(tuple(ActionState), actions)


def _columns(states: Sequence[StrEnum], rows: Sequence[Card]) -> list[Column]:
    columns = []
    for state in states:
        own = tuple(row for row in rows if row.state is state)
        columns.append(Column(state, own[0].total if own else 0, own))
    return columns


@cache
def _issues() -> sa.CompoundSelect[*Cards]:
    return _board(
        Issue.__table__, ISSUE_STATES, due=ISSUE.answer_due_on, latest=ISSUE.posted_at,
        is_doubted=lambda _first: sa.false(),
    )  # fmt: skip


@cache
def _actions() -> sa.CompoundSelect[*Cards]:
    def is_doubted(first: sa.Subquery) -> sa.ColumnElement[bool]:
        return sa.exists().where(CONFIRMATION.action_id == first.c.id, ~CONFIRMATION.is_done)

    return _board(Action.__table__, tuple(ActionState), due=ACTION.due_on, latest=ACTION.done_on, is_doubted=is_doubted)


def _board(
    table: sa.Table, states: Sequence[StrEnum], *, due: sa.Column[date], latest: sa.Column[date | datetime],
    is_doubted: Callable[[sa.Subquery], sa.ColumnElement[bool]],
) -> sa.CompoundSelect[*Cards]:  # fmt: skip
    parts = []
    for state in states:
        own = (table.c.group_id == sa.bindparam("group_id"), table.c.state == state)
        order = (latest.desc(), table.c.id.desc()) if state.value == "done" else (due, table.c.id)
        counted = sa.select(table.c.id).where(*own).limit(sa.bindparam("most_counted")).subquery()
        first = (
            sa.select(
                table.c.id, table.c.title, table.c.lang, table.c.state, due.label("due_on"), table.c.organisation_id,
                sa.func.row_number().over(order_by=order).label("turn"),
            )
            .where(*own)
            .order_by(*order)
            .limit(FEW)
            .subquery()
        )  # fmt: skip
        parts.append(
            sa.select(
                first.c.id, first.c.title, first.c.lang, first.c.state, first.c.due_on, first.c.organisation_id,
                first.c.turn, is_doubted(first), maybe(Organisation.name),
                sa.select(sa.func.count()).select_from(counted).scalar_subquery(),
            )
            .select_from(first)
            .join(Organisation.__table__, ORGANISATION.id == first.c.organisation_id, isouter=True)
        )  # fmt: skip
    return sa.union_all(*parts).order_by("turn")
