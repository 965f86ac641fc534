"""A group's issues and actions by state."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.coordination.queries.actions import ACTION, CONFIRMATION
from quarter.coordination.queries.issues import ISSUE, ORGANISATION
from quarter.groups.models import Organisation
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue

FEW = 10  # in each column
MOST_COUNTED = 1000  # further on, more is just many
ISSUE_STATES = (IssueState.NEW, IssueState.ANSWERED, IssueState.IN_PROGRESS, IssueState.DONE)


@dataclass(frozen=True)
class Column:
    """A state on the board: how many there are, at most MOST_COUNTED, and the first few (id, title, lang, state,
    due_on, is_doubted, organisation)."""

    state: StrEnum
    total: int
    rows: tuple[Any, ...]

    @property
    def is_many(self) -> bool:
        """There may be more than were counted."""
        return self.total >= MOST_COUNTED


def list_board(session: Session, group_id: int) -> tuple[list[Column], list[Column]]:
    """The group's issues and actions by state: two statements.

    The first few of each state by due day, the done ones latest first, and how many there are.
    """
    which = {"group_id": group_id, "most_counted": MOST_COUNTED}
    issues, actions = session.execute(_issues(), which).all(), session.execute(_actions(), which).all()
    return _columns(ISSUE_STATES, issues), _columns(tuple(ActionState), actions)


def _columns(states: tuple[Any, ...], rows: Any) -> list[Column]:
    columns = []
    for state in states:
        own = tuple(row for row in rows if row.state is state)
        columns.append(Column(state, own[0].total if own else 0, own))
    return columns


@cache
def _issues() -> Any:
    return _board(
        Issue.__table__, ISSUE_STATES, due=ISSUE.answer_due_on, latest=ISSUE.posted_at,
        is_doubted=lambda _first: sa.false(),
    )  # fmt: skip


@cache
def _actions() -> Any:
    def is_doubted(first: Any) -> Any:
        return sa.exists().where(CONFIRMATION.action_id == first.c.id, ~CONFIRMATION.is_done)

    return _board(Action.__table__, tuple(ActionState), due=ACTION.due_on, latest=ACTION.done_on, is_doubted=is_doubted)


def _board(table: sa.Table, states: tuple[Any, ...], *, due: Any, latest: Any, is_doubted: Any) -> Any:
    parts = []
    for place, state in enumerate(states):
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
                sa.literal(place).label("place"), first, is_doubted(first).label("is_doubted"),
                ORGANISATION.name.label("organisation"),
                sa.select(sa.func.count()).select_from(counted).scalar_subquery().label("total"),
            )
            .select_from(first)
            .join(Organisation.__table__, ORGANISATION.id == first.c.organisation_id, isouter=True)
        )  # fmt: skip
    return sa.union_all(*parts).order_by("place", "turn")
