"""What happens in the assembly: who comes and goes, who speaks, who chairs and writes, who moves a question."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, Index, UniqueConstraint

from quarter.foundation.models import StoredEnum, Table, one_of
from quarter.meetings.domain import Office


def _only_one(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


class Attendance(Table, table=True):
    """A seat was in the room from `arrived_at` until `left_at` (None: still there)."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="times"),
        # Nobody is in the room twice at once.
        _only_one("uq_attendance_present", "meeting_id", "seat_id", where="left_at IS NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    seat_id: int = Field(foreign_key="seat.id")
    arrived_at: datetime
    left_at: datetime | None = None


class Guest(Table, table=True):
    """Somebody without a seat was in the room from `arrived_at` until `left_at` (None: still there)."""

    __tablename__ = "meeting_guest"
    __table_args__ = (CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="times"),)

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    name: str = Field(max_length=80)
    organisation: str = Field(default="", max_length=120)
    arrived_at: datetime
    left_at: datetime | None = None
    is_named_publicly: bool = False  # said so to the secretary


class Break(Table, table=True):
    """The meeting paused from `begun_at` until `ended_at` (None: it still does). It has one break at a time."""

    __tablename__ = "meeting_break"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= begun_at", name="times"),
        _only_one("uq_meeting_break_open", "meeting_id", where="ended_at IS NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    begun_at: datetime
    ended_at: datetime | None = None


class Speech(Table, table=True):
    """A seat or a guest on the speaking list of an item: waits, has the floor since `begun_at`, is done at `ended_at`.

    Whoever is done without having begun was taken off the list.
    """

    __tablename__ = "speech"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["agenda_item_id", "meeting_id"], ["agenda_item.id", "agenda_item.meeting_id"], ondelete="CASCADE"
        ),
        CheckConstraint("(seat_id IS NULL) <> (guest_id IS NULL)", name="speaker"),
        # Nobody is on the list of an item twice at once.
        _only_one("uq_speech_seat", "agenda_item_id", "seat_id", where="ended_at IS NULL"),
        _only_one("uq_speech_guest", "agenda_item_id", "guest_id", where="ended_at IS NULL"),
        # One speaks at a time.
        _only_one("uq_speech_floor", "meeting_id", where="begun_at IS NOT NULL AND ended_at IS NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    agenda_item_id: int
    seat_id: int | None = Field(default=None, foreign_key="seat.id")
    guest_id: int | None = Field(default=None, foreign_key="meeting_guest.id", ondelete="CASCADE")
    asked_at: datetime
    begun_at: datetime | None = None
    ended_at: datetime | None = None


class OfficeHeld(Table, table=True):
    """The seat that chairs a meeting or keeps its minutes; with an item, for that item alone."""

    __tablename__ = "meeting_office"
    __table_args__ = (
        CheckConstraint(one_of("office", Office), name="office"),
        UniqueConstraint("agenda_item_id", "office"),
        _only_one("uq_meeting_office_whole", "meeting_id", "office", where="agenda_item_id IS NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    agenda_item_id: int | None = Field(default=None, foreign_key="agenda_item.id", ondelete="CASCADE")
    office: Office = Field(sa_type=StoredEnum(Office))
    seat_id: int = Field(foreign_key="seat.id")


class ConflictOfInterest(Table, table=True):
    """A seat takes no part in an item and leaves the room for it, so it is not present when votes are counted."""

    __tablename__ = "conflict_of_interest"

    agenda_item_id: int = Field(foreign_key="agenda_item.id", ondelete="CASCADE", primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", primary_key=True)
    noted_at: datetime


class Motion(Table, table=True):
    """Who moved a question. Wordings that follow it are the same seat's motion."""

    __tablename__ = "motion"

    decision_id: int = Field(foreign_key="decision.id", ondelete="CASCADE", primary_key=True)
    seat_id: int = Field(foreign_key="seat.id")


class NotesWriter(Table, table=True):
    """When somebody last saved notes on an item, so that others see who is writing there too."""

    __tablename__ = "notes_writer"

    agenda_item_id: int = Field(foreign_key="agenda_item.id", ondelete="CASCADE", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    wrote_at: datetime
