"""The speaking list: who wants to speak to the item that the meeting is at, and who has the floor.

It serves the moment and is no part of the minutes, which record results and not who spoke when and how long. So its
deeds leave no trace, by design, and nothing of it is left when the meeting has ended.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.db import insert_if_absent
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import Attendance, Guest, Meeting, Speech
from quarter.meetings.queries.agenda import current_item, list_agenda
from quarter.meetings.queries.presence import list_conflicted
from quarter.meetings.service.guards import must_not_pause, must_run

# Buttons change places as the list does: a second press of the same finger must not take back what the first one did.
MOMENT = timedelta(seconds=1)


def ask_to_speak(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    *,
    seat_id: int | None = None,
    guest_id: int | None = None,
    now: datetime,
) -> None:
    """Put a seat or a guest who is in the room on the list of the current item; who is on it stays where they are."""
    must_run(session, meeting)
    current = current_item(list_agenda(session, meeting.id))
    if current is None:
        raise Refusal(MeetingRefusal.NO_ITEM_HAS_BEGUN)
    if not _is_there(session, meeting, seat_id, guest_id):
        raise Refusal(MeetingRefusal.SEAT_WAS_NOT_THERE)
    if seat_id in list_conflicted(session, current.id):
        raise Refusal(MeetingRefusal.TAKES_NO_PART)
    is_theirs = col(Speech.seat_id).is_not_distinct_from(seat_id), col(Speech.guest_id).is_not_distinct_from(guest_id)
    if not _exists(session, *is_theirs, col(Speech.begun_at).is_(None), col(Speech.ended_at) > now - MOMENT):
        insert_if_absent(
            session, Speech, meeting_id=meeting.id, agenda_item_id=current.id, seat_id=seat_id, guest_id=guest_id,
            asked_at=now,
        )  # fmt: skip


def take_off_list(session: Session, actor: Actor, meeting: Meeting, speech: Speech, *, now: datetime) -> None:
    """Whoever waits does not want to speak any more."""
    must_run(session, meeting)
    waits = col(Speech.begun_at).is_(None), col(Speech.asked_at) <= now - MOMENT
    _finish(session, meeting, now, col(Speech.id) == speech.id, *waits)


def give_floor(session: Session, actor: Actor, meeting: Meeting, speech: Speech, *, now: datetime) -> None:
    """Let somebody who waits speak; whoever spoke until now has finished."""
    must_run(session, meeting)
    must_not_pause(session, meeting)
    waits = col(Speech.id) == speech.id, col(Speech.begun_at).is_(None), col(Speech.ended_at).is_(None)
    was_given = col(Speech.meeting_id) == meeting.id, col(Speech.begun_at) > now - MOMENT
    if _exists(session, *waits) and not _exists(session, *was_given):
        take_floor_back(session, meeting, now)
        session.execute(sa.update(Speech).where(*waits).values(begun_at=now))


def end_speech(session: Session, actor: Actor, meeting: Meeting, speech: Speech, *, now: datetime) -> None:
    """Whoever has the floor has finished."""
    must_run(session, meeting)
    _finish(session, meeting, now, col(Speech.id) == speech.id, col(Speech.begun_at) <= now - MOMENT)


def take_floor_back(session: Session, meeting: Meeting, now: datetime) -> None:
    """Nobody speaks any more; who waits goes on waiting."""
    _finish(session, meeting, now, col(Speech.begun_at).is_not(None))


def strike_off(session: Session, meeting: Meeting, now: datetime, **about: int) -> None:
    """Whoever this is about (`seat_id`, `guest_id`, `agenda_item_id`) neither waits nor speaks any more."""
    _finish(session, meeting, now, *(getattr(Speech, name) == value for name, value in about.items()))


def empty_list(session: Session, meeting: Meeting, now: datetime) -> None:
    """The item is over, and with it what people wanted to say to it."""
    _finish(session, meeting, now)


def forget_speeches(session: Session, meeting: Meeting) -> None:
    """The meeting is over."""
    session.execute(sa.delete(Speech).where(col(Speech.meeting_id) == meeting.id))


def _finish(session: Session, meeting: Meeting, now: datetime, *which: sa.ColumnElement[bool]) -> None:
    is_open = col(Speech.meeting_id) == meeting.id, col(Speech.ended_at).is_(None)
    session.execute(sa.update(Speech).where(*is_open, *which).values(ended_at=now))


def _exists(session: Session, *which: sa.ColumnElement[bool]) -> bool:
    return session.scalar(select(Speech.id).where(*which).limit(1)) is not None


def _is_there(session: Session, meeting: Meeting, seat_id: int | None, guest_id: int | None) -> bool:
    seat = select(Attendance.id).where(Attendance.seat_id == seat_id, Attendance.meeting_id == meeting.id)
    guest = select(Guest.id).where(Guest.id == guest_id, Guest.meeting_id == meeting.id)
    query = seat.where(col(Attendance.left_at).is_(None)).union_all(guest.where(col(Guest.left_at).is_(None)))
    return session.execute(query).first() is not None
