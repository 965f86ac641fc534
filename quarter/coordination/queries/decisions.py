"""Votes that are open, and questions in preparation."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.coordination.domain import DueThing, Kind
from quarter.decisions.domain import DecisionState, Method
from quarter.decisions.models import Ballot, Decision, RollEntry
from quarter.foundation.clock import local_date
from quarter.foundation.models import column, list_rows
from quarter.meetings.domain import AHEAD, MeetingState
from quarter.meetings.models import AgendaItem, Meeting

DECISION, ROLL, BALLOT = Decision.__table__.c, RollEntry.__table__.c, Ballot.__table__.c
Questions = sa.Select[
    int, str, str, DecisionState, Method, int, datetime, datetime | None, datetime | None, int, *tuple[Any, ...]
]
ITEM, MEETING = AgendaItem.__table__.c, Meeting.__table__.c


class Unfinished(NamedTuple):
    """A question that is not decided, with its turnout, and the meeting whose agenda it is on."""

    id: int
    title: str
    lang: str
    state: DecisionState
    method: Method
    group_id: int
    proposed_at: datetime
    opened_at: datetime | None
    closes_at: datetime | None
    seats: int
    cast: int
    item_id: int | None
    meeting_id: int | None
    meeting_state: MeetingState | None
    starts_at: datetime | None


def list_decisions(session: Session, group_id: int, timezone: str, most: int) -> list[DueThing]:
    """Open votes with their turnout, and questions in preparation; a room's question until its meeting has ended."""
    rows = list_rows(session, _unfinished(), Unfinished, group_id=group_id, most=most)
    return [_as_thing(row, timezone) for row in rows]


def _as_thing(row: Unfinished, timezone: str) -> DueThing:
    is_open = row.state is DecisionState.OPEN
    at = row.closes_at if is_open else row.starts_at if row.meeting_state is MeetingState.PLANNED else None
    return DueThing(
        Kind.VOTE if is_open else Kind.QUESTION, "decision", row.id, row.group_id, row.state, row.title, row.lang,
        due_on=local_date(at, timezone) if at else None, due_at=at, since=row.opened_at or row.proposed_at,
        method=row.method, seats=row.seats, cast=row.cast, meeting_id=row.meeting_id, item_id=row.item_id,
    )  # fmt: skip


@cache
def _unfinished() -> Questions:
    seats = sa.select(sa.func.count()).where(ROLL.decision_id == DECISION.id).scalar_subquery()
    cast = sa.select(sa.func.count()).where(BALLOT.decision_id == DECISION.id).scalar_subquery()
    is_ahead = sa.or_(MEETING.id.is_(None), MEETING.state.in_(AHEAD))
    return (
        sa.select(
            column(Decision.id), column(Decision.title), column(Decision.lang), column(Decision.state),
            column(Decision.method), column(Decision.group_id), column(Decision.proposed_at),
            column(Decision.opened_at), column(Decision.closes_at), seats, cast, ITEM.id, MEETING.id, MEETING.state,
            MEETING.starts_at,
        )
        .join(AgendaItem.__table__, ITEM.id == DECISION.agenda_item_id, isouter=True)
        .join(Meeting.__table__, MEETING.id == ITEM.meeting_id, isouter=True)
        .where(
            DECISION.group_id == sa.bindparam("group_id"),
            DECISION.state != DecisionState.CLOSED,
            sa.or_(DECISION.method == Method.ONLINE, is_ahead),
        )
        .order_by(DECISION.closes_at.is_(None), DECISION.closes_at, DECISION.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )  # fmt: skip
