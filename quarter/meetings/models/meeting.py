"""A meeting, the letters about it, and what the seats answer."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import JSON, CheckConstraint, Field, Index, UniqueConstraint

from quarter.foundation.fates import Fate
from quarter.foundation.models import StoredEnum, Table, one_of
from quarter.foundation.subjects import Subject
from quarter.meetings.domain import Held, MeetingState, Reply


class Meeting(Table, table=True):
    """One sitting of a group; `number` counts the group's meetings of a `year`, `lang` is the language of record."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("group_id", "year", "number"),
        CheckConstraint(one_of("state", MeetingState), name="state"),
        CheckConstraint("(state IN ('planned', 'called_off')) = (opened_at IS NULL)", name="opened"),
        CheckConstraint("(state = 'called_off') = (called_off_because <> '')", name="called_off"),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint(one_of("held", Held), name="held"),
        CheckConstraint("held = 'in_person' OR link <> ''", name="online_has_link"),
        CheckConstraint("held = 'online' OR place <> ''", name="in_person_has_place"),
        CheckConstraint("(invited_at IS NULL) = (notice_days IS NULL)", name="invited"),
        CheckConstraint("record_went_round_at IS NULL OR state = 'ended'", name="record_went_round"),
        CheckConstraint("record_closed_at IS NULL OR record_went_round_at IS NOT NULL", name="record_closed"),
        Index("ix_meeting_starts_at", "starts_at", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id")
    year: int  # of the day that it was first planned for; its number counts in it
    number: int
    starts_at: datetime
    planned_minutes: int = 120
    held: Held = Field(default=Held.IN_PERSON, sa_type=StoredEnum(Held))
    place: str = Field(max_length=200)
    link: str = Field(default="", max_length=300)
    lang: str = Field(max_length=12)
    state: MeetingState = Field(default=MeetingState.PLANNED, sa_type=StoredEnum(MeetingState))
    invited_at: datetime | None = None
    notice_days: int | None = None  # as many the charter asked for when the group was invited
    agenda_sent: list[Any] | None = Field(default=None, sa_type=JSON)  # (item id, title) as everybody last got it
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    called_off_because: str = Field(default="", max_length=300, sa_column_kwargs={"server_default": ""})
    not_held_because: str = Field(default="", max_length=300)  # in the language of record; empty: it was held
    # The room above keeps the record and sets the first two: since when it lies before everybody as it is (None: not
    # yet), and since when nothing in the meeting may be changed any more. Until then, triggers set the third.
    record_went_round_at: datetime | None = None
    record_closed_at: datetime | None = None
    record_is_touched: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    calendar_sequence: int = 0  # iCalendar SEQUENCE: one more for each change of time or place
    version: int = 1

    def as_subject(self) -> dict[str, Any]:
        """What its events say about it."""
        return {"subject_id": self.id, "group_id": self.group_id, "number": self.number}

    def subject(self, *, at: datetime) -> Subject:
        """Its row in the register."""
        number = f"{self.year}/{self.number}"
        return Subject(
            kind="meeting", id=self.id, group_id=self.group_id, title=number, number=number, lang=self.lang, at=at
        )


class InvitationLetter(Table, table=True):
    """A letter about a meeting to somebody with a seat; `entry_id` is the invitation, or the change, that it tells."""

    __tablename__ = "invitation_letter"
    __table_args__ = (CheckConstraint(one_of("fate", Fate), name="fate"),)

    entry_id: int = Field(foreign_key="audit_entry.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    handed_over_at: datetime | None = None  # to the mail server; None: not yet, or there is none
    fate: Fate = Field(default=Fate.WAITING, sa_type=StoredEnum(Fate))
    words: str = Field(default="", max_length=300)  # what the mail server said last
    on_paper_at: datetime | None = None  # when somebody noted that it was handed over on paper


class SeatReply(Table, table=True):
    """What a seat answered to the invitation, newest word only; `substitute_id` is the seat that comes instead."""

    __tablename__ = "seat_reply"
    __table_args__ = (
        CheckConstraint(one_of("reply", Reply), name="reply"),
        CheckConstraint("(reply = 'sends_substitute') = (substitute_id IS NOT NULL)", name="names_substitute"),
        # Nobody stands in for two: one person, one vote.
        UniqueConstraint("meeting_id", "substitute_id"),
    )

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", primary_key=True)
    reply: Reply = Field(sa_type=StoredEnum(Reply))
    substitute_id: int | None = Field(default=None, foreign_key="seat.id")
    note: str = Field(default="", max_length=300)
    replied_at: datetime
