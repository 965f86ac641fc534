"""What happens in the room: who comes and goes, who chairs and writes, who moves a question."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, Index, UniqueConstraint

from quarter.foundation.models import StoredEnum, Table, one_of
from quarter.meetings.domain import Office


class Attendance(Table, table=True):
    """A seat was in the room from `arrived_at` until `left_at` (None: still there)."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="times"),
        # Nobody is in the room twice at once.
        Index(
            "uq_attendance_present",
            "meeting_id",
            "seat_id",
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        ),
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


class Break(Table, table=True):
    """The meeting paused from `begun_at` until `ended_at` (None: it still does). It has one break at a time."""

    __tablename__ = "meeting_break"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= begun_at", name="times"),
        Index(
            "uq_meeting_break_open",
            "meeting_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    begun_at: datetime
    ended_at: datetime | None = None


class OfficeHeld(Table, table=True):
    """The seat that chairs a meeting or keeps its minutes; with an item, for that item alone."""

    __tablename__ = "meeting_office"
    __table_args__ = (
        CheckConstraint(one_of("office", Office), name="office"),
        UniqueConstraint("agenda_item_id", "office"),
        Index(
            "uq_meeting_office_whole",
            "meeting_id",
            "office",
            unique=True,
            sqlite_where=sa.text("agenda_item_id IS NULL"),
            postgresql_where=sa.text("agenda_item_id IS NULL"),
        ),
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
