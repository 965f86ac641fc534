from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import JSON, CheckConstraint, Field, Index, UniqueConstraint

from quarter.decisions.domain import Choice, DecisionState, Method, Outcome
from quarter.foundation.models import StoredEnum, Table, one_of
from quarter.foundation.subjects import Subject
from quarter.groups.domain import BenchKey


class Decision(Table, table=True):
    """A question put to the group. `result` is the rule engine's finding, kept as it was found."""

    __tablename__ = "decision"
    subject_kind: ClassVar[str] = "decision"
    __table_args__ = (
        CheckConstraint(one_of("state", DecisionState), name="state"),
        CheckConstraint(one_of("method", Method), name="method"),
        CheckConstraint(one_of("outcome", Outcome), name="outcome"),
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="closed_has_outcome"),
        CheckConstraint("(state = 'closed') = (number IS NOT NULL)", name="closed_has_number"),
        CheckConstraint("method <> 'online' OR state = 'draft' OR closes_at IS NOT NULL", name="online_has_deadline"),
        CheckConstraint("method <> 'room' OR agenda_item_id IS NOT NULL", name="room_has_item"),
        UniqueConstraint("group_id", "number"),
        Index("ix_decision_group_id_id", "group_id", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id")
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    agenda_item_id: int | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    reworded_from_id: int | None = Field(default=None, foreign_key="decision.id")
    charter_id: int = Field(foreign_key="charter.id")  # the rule it is made under
    title: str = Field(max_length=160)
    question: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    method: Method = Field(sa_type=StoredEnum(Method))
    state: DecisionState = Field(default=DecisionState.DRAFT, sa_type=StoredEnum(DecisionState))
    proposed_by_id: int = Field(foreign_key="person.id")
    proposed_at: datetime
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    decided_at: datetime | None = None
    number: str | None = Field(default=None, max_length=20)  # in the register: year/meeting-count, year/online-count
    outcome: Outcome | None = Field(default=None, sa_type=StoredEnum(Outcome))
    result: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    version: int = 1

    def as_subject(self) -> dict[str, Any]:
        """What every event about this decision says of it."""
        return {
            "subject_id": self.id,
            "group_id": self.group_id,
            "topic_id": self.topic_id,
            "title": self.title,
        }

    def subject(self) -> Subject:
        """Its row in the register: what is asked under an agenda item is for whoever may read the item."""
        return Subject(
            kind=self.subject_kind, id=self.id, group_id=self.group_id, topic_id=self.topic_id, title=self.title,
            number=self.number, lang=self.lang, from_kind="agenda_item" if self.agenda_item_id else None,
            from_id=self.agenda_item_id, at=self.proposed_at,
        )  # fmt: skip


class RollEntry(Table, table=True):
    """A seat that may vote on an online decision; frozen when voting opens."""

    __tablename__ = "roll_entry"
    __table_args__ = (CheckConstraint(one_of("bench", BenchKey), name="bench"),)

    decision_id: int = Field(foreign_key="decision.id", primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", primary_key=True)
    bench: BenchKey = Field(sa_type=StoredEnum(BenchKey))


class Ballot(Table, table=True):
    """An open ballot: named, and changeable until the deadline. Only a seat on the roll can have one."""

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint(one_of("choice", Choice), name="choice"),
        sa.ForeignKeyConstraint(["decision_id", "seat_id"], ["roll_entry.decision_id", "roll_entry.seat_id"]),
    )

    decision_id: int = Field(primary_key=True)
    seat_id: int = Field(primary_key=True)
    choice: Choice = Field(sa_type=StoredEnum(Choice))
    cast_at: datetime


class BenchCount(Table, table=True):
    """The votes of one bench as they were counted: raised hands in the room, or the ballots at the close."""

    __tablename__ = "bench_count"
    __table_args__ = (
        CheckConstraint(one_of("bench", BenchKey), name="bench"),
        CheckConstraint("yes >= 0 AND no >= 0 AND abstain >= 0", name="not_negative"),
        CheckConstraint("yes + no + abstain <= present", name="votes_within_present"),
        CheckConstraint("present <= seats", name="present_within_seats"),
    )

    decision_id: int = Field(foreign_key="decision.id", primary_key=True)
    bench: BenchKey = Field(primary_key=True, sa_type=StoredEnum(BenchKey))
    seats: int
    present: int
    yes: int
    no: int
    abstain: int
