"""What the seats and the answers to an invitation say about the quorum of a meeting to come."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from quarter.charters.domain import Quorum
from quarter.charters.models import Charter
from quarter.coordination.domain import Forecast, forecast
from quarter.foundation.actors import Role
from quarter.groups.domain import BenchKey
from quarter.groups.models import Bench, Seat
from quarter.meetings.domain import Reply
from quarter.meetings.models import SeatReply

BENCH, CHARTER = Bench.__table__.c, Charter.__table__.c
SEAT, REPLY = Seat.__table__.c, SeatReply.__table__.c


def get_forecast(session: Session, group_id: int, day: date, meeting_id: int | None = None) -> Forecast:
    """What the voting seats held on a day say about the quorum of the charter in force: one statement.

    With a meeting it counts who has answered that they come, themselves or by a substitute.
    """
    rows = session.execute(_benches(), {"group_id": group_id, "day": day, "meeting_id": meeting_id}).all()
    seats: Mapping[BenchKey, int] = {row.key: row.seats for row in rows}
    coming: Mapping[BenchKey, int] = {row.key: row.coming for row in rows}
    quorum = Quorum(rows[0].quorum_percent, rows[0].quorum_per_bench) if rows else Quorum(0, 0)
    return forecast(quorum, seats, coming)


@cache
def _benches() -> Any:
    group_id, day = sa.bindparam("group_id", type_=sa.Integer), sa.bindparam("day", type_=sa.Date)
    newest = sa.select(sa.func.max(CHARTER.version)).where(CHARTER.group_id == group_id).scalar_subquery()
    held = sa.and_(
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
            BENCH.key, sa.func.count(SEAT.id).label("seats"), sa.func.count(REPLY.seat_id).label("coming"),
            CHARTER.quorum_percent, CHARTER.quorum_per_bench,
        )
        .select_from(Bench.__table__)
        .join(Charter.__table__, sa.and_(CHARTER.group_id == BENCH.group_id, CHARTER.version == newest))
        .join(Seat.__table__, held, isouter=True)
        .join(SeatReply.__table__, said_yes, isouter=True)
        .where(BENCH.group_id == group_id)
        .group_by(BENCH.id, BENCH.key, BENCH.position, CHARTER.quorum_percent, CHARTER.quorum_per_bench)
        .order_by(BENCH.position)
    )  # fmt: skip
