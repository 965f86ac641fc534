"""What the seats and the answers to an invitation say about the quorum of a meeting to come."""

from datetime import date
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.charters.domain import Quorum
from quarter.charters.models import Charter
from quarter.coordination.domain import Forecast, forecast
from quarter.foundation.actors import Role
from quarter.foundation.models import column, list_rows
from quarter.groups.domain import BenchKey
from quarter.groups.models import Bench, Seat
from quarter.meetings.domain import Reply
from quarter.meetings.models import SeatReply

BENCH, CHARTER = Bench.__table__.c, Charter.__table__.c
SEAT, REPLY = Seat.__table__.c, SeatReply.__table__.c


class ExpectedBench(NamedTuple):
    """The seats with a vote on a bench, how many come, and what the charter asks of all benches."""

    bench: BenchKey
    seats: int
    coming: int
    quorum_percent: int
    quorum_per_bench: int


def get_forecast(session: Session, group_id: int, day: date, meeting_id: int | None = None) -> Forecast:
    """What the voting seats held on a day say about the quorum of the charter in force: one statement.

    With a meeting it counts who has answered that they come, themselves or by a substitute.
    """
    rows = list_rows(session, _benches(), ExpectedBench, group_id=group_id, day=day, meeting_id=meeting_id)
    seats, coming = {row.bench: row.seats for row in rows}, {row.bench: row.coming for row in rows}
    quorum = Quorum(rows[0].quorum_percent, rows[0].quorum_per_bench) if rows else Quorum(0, 0)
    return forecast(quorum, seats, coming)


@cache
def _benches() -> sa.Select[BenchKey, int, int, int, int]:
    group_id, day = sa.bindparam("group_id", type_=sa.Integer), sa.bindparam("day", type_=sa.Date)
    newest = sa.select(sa.func.max(CHARTER.version)).where(CHARTER.group_id == group_id).scalar_subquery()
    sits = sa.and_(
        SEAT.bench_id == BENCH.id,
        SEAT.role == Role.MEMBER,
        SEAT.from_on <= day,
        sa.or_(SEAT.until_on.is_(None), SEAT.until_on >= day),
    )
    said_yes = sa.and_(
        REPLY.meeting_id == sa.bindparam("meeting_id"),
        REPLY.seat_id == SEAT.id,
        REPLY.reply.in_((Reply.COMES, Reply.SENDS_SUBSTITUTE)),
    )
    return (
        sa.select(
            column(Bench.key), sa.func.count(SEAT.id), sa.func.count(REPLY.seat_id),
            column(Charter.quorum_percent), column(Charter.quorum_per_bench),
        )
        .select_from(Bench.__table__)
        .join(Charter.__table__, sa.and_(CHARTER.group_id == BENCH.group_id, CHARTER.version == newest))
        .join(Seat.__table__, sits, isouter=True)
        .join(SeatReply.__table__, said_yes, isouter=True)
        .where(BENCH.group_id == group_id)
        .group_by(BENCH.id, BENCH.key, BENCH.position, CHARTER.quorum_percent, CHARTER.quorum_per_bench)
        .order_by(BENCH.position)
    )  # fmt: skip
