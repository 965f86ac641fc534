"""Who has the floor, and who waits for it in which order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.groups.models import Seat
from quarter.meetings.models import Attendance, ConflictOfInterest, Guest, Meeting, Speech
from quarter.meetings.queries.parts import OfMeeting


@dataclass(frozen=True)
class Turn:
    """A seat or a guest who waits, or who has the floor since `begun_at`."""

    speech_id: int
    seat_id: int | None
    guest_id: int | None
    name: str
    begun_at: datetime | None
    has_spoken: bool  # to this item, before


@dataclass(frozen=True)
class SpeakingList:
    """Those who wait are in the order in which they will speak."""

    speaking: Turn | None
    waiting: tuple[Turn, ...]

    @property
    def is_used(self) -> bool:
        return self.speaking is not None or bool(self.waiting)

    def find(self, *, seat_id: int | None = None, guest_id: int | None = None) -> Turn | None:
        """The turn of a seat or a guest; None if they neither wait nor speak."""
        turns = self.waiting if self.speaking is None else (self.speaking, *self.waiting)
        return next((turn for turn in turns if (turn.seat_id, turn.guest_id) == (seat_id, guest_id)), None)


def get_speaking_list(session: Session, meeting: Meeting) -> SpeakingList:
    """As they asked, but who has not spoken to the item yet comes before who has."""
    rows = session.exec(_speeches(), params={"meeting_id": meeting.id}).all()
    spoken = {_speaker(speech) for speech, _name in rows if speech.begun_at and speech.ended_at}
    turns = [
        Turn(speech.id, speech.seat_id, speech.guest_id, name, speech.begun_at, _speaker(speech) in spoken)
        for speech, name in rows
        if speech.ended_at is None
    ]
    waiting = sorted((turn for turn in turns if turn.begun_at is None), key=lambda turn: turn.has_spoken)
    return SpeakingList(next((turn for turn in turns if turn.begun_at), None), tuple(waiting))


@cache
def _speeches() -> Any:
    """Built once: every phone in the room asks it again and again."""
    return (
        select(Speech, sa.func.coalesce(Person.name, Guest.name))
        .join(Seat, col(Seat.id) == Speech.seat_id, isouter=True)
        .join(Person, col(Person.id) == Seat.person_id, isouter=True)
        .join(Guest, col(Guest.id) == Speech.guest_id, isouter=True)
        .where(Speech.meeting_id == sa.bindparam("meeting_id"))
        .order_by(col(Speech.asked_at), col(Speech.id))
    )


def _speaker(speech: Speech) -> tuple[int | None, ...]:
    """Whoever has spoken to an item counts as a newcomer at the next one."""
    return speech.agenda_item_id, speech.seat_id, speech.guest_id


def get_speech(session: Session, meeting_id: int, speech_id: int) -> OfMeeting[Speech] | None:
    """Somebody on a list of this very meeting, also after it is their turn no more; else None. A guest has no seat."""
    query = select(Meeting, Speech).join(Speech, col(Speech.meeting_id) == Meeting.id)
    row = session.exec(query.where(Meeting.id == meeting_id, Speech.id == speech_id)).one_or_none()
    return OfMeeting(*row, seat_id=row[1].seat_id) if row else None


def find_seat_to_speak(session: Session, meeting: Meeting, item_id: int, seat_ids: Collection[int]) -> int | None:
    """Which of these seats is in the room and takes part in an item."""
    takes_no_part = select(ConflictOfInterest.seat_id).where(ConflictOfInterest.agenda_item_id == item_id)
    query = select(Attendance.seat_id).where(
        Attendance.meeting_id == meeting.id,
        col(Attendance.left_at).is_(None),
        col(Attendance.seat_id).in_(seat_ids),
        col(Attendance.seat_id).not_in(takes_no_part),
    )
    return session.scalar(query.order_by(Attendance.seat_id).limit(1))
