"""The meeting runs: open, who comes and goes, item by item, end. A second press changes nothing."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.db import insert_if_absent
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Seat
from quarter.meetings.domain import ItemKind, MeetingRefusal, MeetingState
from quarter.meetings.events import Arrived, Left, MeetingEnded, MeetingOpened
from quarter.meetings.models import AgendaItem, Attendance, Meeting
from quarter.meetings.queries.assembly import day_of, get_assembly
from quarter.meetings.service.breaks import close_break
from quarter.meetings.service.guards import lock, must_not_have_ended, must_run
from quarter.meetings.service.speaking import empty_list, forget_speeches, strike_off
from quarter.meetings.service.standing import note_open_actions

SLIP = timedelta(minutes=1)


def start(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Open the meeting. Whoever opens it is in the room, of which the opening is trace enough."""
    if lock(session, meeting).state is MeetingState.RUNNING:
        return
    must_not_have_ended(session, meeting)
    if session.scalar(select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id).limit(1)) is None:
        raise Refusal(MeetingRefusal.AGENDA_IS_EMPTY)
    meeting.state, meeting.opened_at = MeetingState.RUNNING, now
    session.flush()
    record(session, actor, MeetingOpened(**meeting.as_subject()), now=now)
    for seat in actor.seats:
        if seat.group_id == meeting.group_id:
            _enter(session, meeting, seat.seat_id, now)


def arrive(session: Session, actor: Actor, meeting: Meeting, seat: Seat, *, now: datetime) -> None:
    """Note that somebody has come in; who is there already stays there."""
    must_run(session, meeting)
    if seat.group_id != meeting.group_id or not _is_held(seat, day_of(session, meeting)):
        raise Refusal(MeetingRefusal.SEAT_NOT_IN_GROUP)
    if _enter(session, meeting, seat.id, now):
        record(session, actor, Arrived(**meeting.as_subject(), seat_id=seat.id), now=now)


def leave(session: Session, actor: Actor, meeting: Meeting, seat: Seat, *, now: datetime) -> None:
    """Note that somebody has left, who then is not on the speaking list any more.

    An arrival taken back within a minute was a slip: no minutes tell of it.
    """
    must_run(session, meeting)
    strike_off(session, meeting, now, seat_id=seat.id)
    there = (
        col(Attendance.meeting_id) == meeting.id,
        col(Attendance.seat_id) == seat.id,
        col(Attendance.left_at).is_(None),
    )
    slip = sa.delete(Attendance).where(*there, col(Attendance.arrived_at) > now - SLIP).returning(col(Attendance.id))
    stay = sa.update(Attendance).where(*there).values(left_at=now).returning(col(Attendance.id))
    if session.scalars(slip).all() or session.scalars(stay).all():
        record(session, actor, Left(**meeting.as_subject(), seat_id=seat.id), now=now)


def begin_item(session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, *, now: datetime) -> None:
    """Come to an item, with an empty speaking list. One that was begun before keeps its time.

    It leaves no trace but the time, of which the minutes tell: it is the meeting that comes to an item.
    """
    must_run(session, meeting)
    session.refresh(item)
    if item.started_at is None:
        empty_list(session, meeting, now)
        item.started_at = now
        session.flush()
        if item.kind is ItemKind.ACTIONS:
            note_open_actions(session, meeting, item, now=now)


def end(session: Session, actor: Actor, meeting: Meeting, *, not_held_because: str = "", now: datetime) -> None:
    """Close the meeting. Who is still there was there until the end.

    If nobody with a vote ever came there is no quorum to find: then somebody has to say why it was not held.
    """
    if lock(session, meeting).state is MeetingState.ENDED:
        return
    must_run(session, meeting)
    if not get_assembly(session, meeting).had_voters:
        if not not_held_because:
            raise Refusal(MeetingRefusal.NOBODY_WAS_NOTED)
        meeting.not_held_because = not_held_because
    close_break(session, meeting, now)
    forget_speeches(session, meeting)
    meeting.state, meeting.ended_at = MeetingState.ENDED, now
    session.flush()
    record(session, actor, MeetingEnded(**meeting.as_subject()), now=now)


def _enter(session: Session, meeting: Meeting, seat_id: int, now: datetime) -> bool:
    """Whether they were not there already."""
    return insert_if_absent(session, Attendance, meeting_id=meeting.id, seat_id=seat_id, arrived_at=now)


def _is_held(seat: Seat, day: date) -> bool:
    return seat.from_on <= day and (seat.until_on is None or day <= seat.until_on)
