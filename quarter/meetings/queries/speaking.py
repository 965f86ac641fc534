"""Who has the floor, and who waits for it in which order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.models import column, get_row, list_rows
from quarter.groups.models import Seat
from quarter.meetings.models import Attendance, ConflictOfInterest, Guest, Meeting, Speech
from quarter.meetings.queries.agenda import MEETING
from quarter.meetings.queries.parts import OfMeeting

SPEECH, SEAT, PERSON, GUEST = Speech.__table__.c, Seat.__table__.c, Person.__table__.c, Guest.__table__.c
STAY, CONFLICT = Attendance.__table__.c, ConflictOfInterest.__table__.c


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


class SpeechOfSomebody(NamedTuple):
    """Somebody on the list, or who was on it, by name."""

    speech: Speech
    name: str


def get_speaking_list(session: Session, meeting: Meeting) -> SpeakingList:
    """As they asked, but who has not spoken to the item yet comes before who has."""
    rows = list_rows(session, _speeches(), SpeechOfSomebody, meeting_id=meeting.id)
    spoken = {_speaker(speech) for speech, _name in rows if speech.begun_at and speech.ended_at}
    turns = [
        Turn(speech.id, speech.seat_id, speech.guest_id, name, speech.begun_at, _speaker(speech) in spoken)
        for speech, name in rows
        if speech.ended_at is None
    ]
    waiting = sorted((turn for turn in turns if turn.begun_at is None), key=lambda turn: turn.has_spoken)
    return SpeakingList(next((turn for turn in turns if turn.begun_at), None), tuple(waiting))


@cache
def _speeches() -> sa.Select[Speech, str]:
    """Built once: every phone in the room asks it again and again."""
    return (
        sa.select(Speech, sa.func.coalesce(column(Person.name), column(Guest.name)))
        .select_from(Speech)
        .join(Seat.__table__, SEAT.id == SPEECH.seat_id, isouter=True)
        .join(Person.__table__, PERSON.id == SEAT.person_id, isouter=True)
        .join(Guest.__table__, GUEST.id == SPEECH.guest_id, isouter=True)
        .where(SPEECH.meeting_id == sa.bindparam("meeting_id"))
        .order_by(SPEECH.asked_at, SPEECH.id)
    )


def _speaker(speech: Speech) -> tuple[int | None, ...]:
    """Whoever has spoken to an item counts as a newcomer at the next one."""
    return speech.agenda_item_id, speech.seat_id, speech.guest_id


def get_speech(session: Session, meeting_id: int, speech_id: int) -> OfMeeting[Speech] | None:
    """Somebody on a list of this very meeting, also after it is their turn no more; else None. A guest has no seat."""
    query = sa.select(Meeting, Speech, column(Speech.seat_id)).join(Speech, SPEECH.meeting_id == MEETING.id)
    return get_row(session, query.where(MEETING.id == meeting_id, SPEECH.id == speech_id), OfMeeting[Speech])


def find_seat_to_speak(session: Session, meeting: Meeting, item_id: int, seat_ids: Collection[int]) -> int | None:
    """Which of these seats is in the room and takes part in an item."""
    takes_no_part = sa.select(CONFLICT.seat_id).where(CONFLICT.agenda_item_id == item_id)
    query = sa.select(column(Attendance.seat_id)).where(
        STAY.meeting_id == meeting.id,
        STAY.left_at.is_(None),
        STAY.seat_id.in_(seat_ids),
        STAY.seat_id.not_in(takes_no_part),
    )
    return session.scalar(query.order_by(STAY.seat_id).limit(1))
