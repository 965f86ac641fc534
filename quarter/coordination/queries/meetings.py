"""Meetings that are planned or running, and minutes that are not sealed yet."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.coordination.domain import DueThing, Kind, lacks_of_meeting
from quarter.foundation.actors import Role
from quarter.foundation.clock import local_date
from quarter.foundation.models import column, list_rows
from quarter.meetings.domain import ItemKind, MeetingState
from quarter.meetings.models import AgendaItem, Meeting
from quarter.minutes.domain import MinutesState, ObjectionState
from quarter.minutes.models import MinutesRecord, MinutesSignature, Objection

MEETING, ITEM = Meeting.__table__.c, AgendaItem.__table__.c
Evenings = sa.Select[
    int, int, datetime, str, MeetingState, int, datetime | None, datetime | None, datetime | None, int, *tuple[Any, ...]
]
MINUTES, OBJECTION, SIGNATURE = MinutesRecord.__table__.c, Objection.__table__.c, MinutesSignature.__table__.c


class Evening(NamedTuple):
    """A meeting and how far its minutes are: what waits to be done with either."""

    id: int
    number: int
    starts_at: datetime
    place: str
    state: MeetingState
    group_id: int
    invited_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None
    items: int
    minutes_state: MinutesState | None
    circulated_at: datetime | None
    approved_at: datetime | None
    objections: int
    chair: int | None
    secretary: int | None


def list_meetings(session: Session, group_id: int, timezone: str, most: int) -> list[DueThing]:
    """Planned and running meetings, and ended ones until their minutes are sealed: one statement."""
    rows = list_rows(session, _unfinished(), Evening, group_id=group_id, most=most)
    return [_as_minutes(row) if row.state is MeetingState.ENDED else _as_meeting(row, timezone) for row in rows]


def _as_minutes(row: Evening) -> DueThing:
    return DueThing(
        Kind.MINUTES, "meeting", row.id, row.group_id, row.minutes_state or MinutesState.DRAFT, number=row.number,
        since=row.approved_at or row.circulated_at or row.ended_at, objections=row.objections,
        unsigned=frozenset(role for role, person in _signed(row) if person is None),
        signers=frozenset(person for _role, person in _signed(row) if person is not None),
    )  # fmt: skip


def _signed(row: Evening) -> tuple[tuple[Role, int | None], ...]:
    """Which person has signed in which role."""
    return (Role.MODERATOR, row.chair), (Role.SECRETARY, row.secretary)


def _as_meeting(row: Evening, timezone: str) -> DueThing:
    is_invited = row.invited_at is not None
    is_planned = row.state is MeetingState.PLANNED
    return DueThing(
        Kind.MEETING, "meeting", row.id, row.group_id, row.state, number=row.number,
        due_on=local_date(row.starts_at, timezone), due_at=row.starts_at, since=row.opened_at, place=row.place,
        is_invited=is_invited, items=row.items,
        lacks=lacks_of_meeting(is_invited, row.items, None) if is_planned else (),
    )  # fmt: skip


def _signer(role: Role) -> sa.ScalarSelect[int]:
    """Who has signed the minutes in a role."""
    of_it = sa.and_(SIGNATURE.meeting_id == MEETING.id, SIGNATURE.role == role)
    return sa.select(column(MinutesSignature.person_id)).where(of_it).scalar_subquery()


@cache
def _unfinished() -> Evenings:
    matters = sa.and_(ITEM.meeting_id == MEETING.id, ITEM.kind == ItemKind.MATTER)
    items = sa.select(sa.func.count()).where(matters).scalar_subquery()
    is_open = sa.and_(OBJECTION.meeting_id == MEETING.id, OBJECTION.state == ObjectionState.OPEN)
    objections = sa.select(sa.func.count()).where(is_open).scalar_subquery()
    return (
        sa.select(
            column(Meeting.id), column(Meeting.number), column(Meeting.starts_at), column(Meeting.place),
            column(Meeting.state), column(Meeting.group_id), column(Meeting.invited_at), column(Meeting.opened_at),
            column(Meeting.ended_at), items, MINUTES.state, MINUTES.circulated_at, MINUTES.approved_at, objections,
            _signer(Role.MODERATOR), _signer(Role.SECRETARY),
        )
        .join(MinutesRecord.__table__, MINUTES.meeting_id == MEETING.id, isouter=True)
        .where(
            MEETING.group_id == sa.bindparam("group_id"),
            MEETING.state != MeetingState.CALLED_OFF,
            sa.func.coalesce(MINUTES.state, MinutesState.DRAFT) != MinutesState.SEALED,
        )
        .order_by(MEETING.starts_at, MEETING.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )  # fmt: skip
