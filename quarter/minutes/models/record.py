"""The minutes on their way from draft to sealed."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, UniqueConstraint

from quarter.foundation.actors import Role
from quarter.foundation.models import StorageKey, StoredEnum, Table, one_of
from quarter.foundation.subjects import Subject
from quarter.meetings.models import Meeting
from quarter.minutes.domain import FORM, SIGNERS, MinutesState, ObjectionState


class MinutesRecord(Table, table=True):
    """The minutes of a meeting since they first went round: until then they are a draft and have no row.

    `document` is the frozen `Minutes` as JSON. Once sealed the row can never be changed or deleted: the triggers in
    `guards` see to it.
    """

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint("state IN ('circulated', 'approved', 'sealed')", name="state"),
        CheckConstraint("(state = 'sealed') = (sha256 IS NOT NULL)", name="sealed_has_hash"),
    )

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    state: MinutesState = Field(default=MinutesState.CIRCULATED, sa_type=StoredEnum(MinutesState))
    document: str = Field(sa_type=sa.Text)
    circulated_at: datetime
    approved_at: datetime | None = None
    approved_by_id: int | None = Field(default=None, foreign_key="person.id")
    approved_in_id: int | None = Field(default=None, foreign_key="meeting.id")  # None: in writing, or by silence
    sealed_at: datetime | None = None
    sealed_by_id: int | None = Field(default=None, foreign_key="person.id")
    sha256: str | None = Field(default=None, max_length=64)
    version: int = 2  # the draft was the first
    form: int = FORM  # of the files made of it; what went round before there was a second stays in the first

    def subject(self, meeting: Meeting, *, at: datetime) -> Subject:
        """Its row in the register, from circulation on."""
        number = f"{meeting.year}/{meeting.number}"
        return Subject(
            kind="record", id=self.meeting_id, group_id=meeting.group_id, title=number, number=number,
            lang=meeting.lang, from_kind="meeting", from_id=meeting.id, at=at,
        )  # fmt: skip


class Objection(Table, table=True):
    """Somebody of the group says that a passage of the circulated minutes is wrong; without an item, all of it."""

    __tablename__ = "minutes_objection"
    __table_args__ = (
        CheckConstraint(one_of("state", ObjectionState), name="state"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    agenda_item_id: int | None = Field(default=None, foreign_key="agenda_item.id")
    author_id: int = Field(foreign_key="person.id")
    text: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    state: ObjectionState = Field(default=ObjectionState.OPEN, sa_type=StoredEnum(ObjectionState))
    raised_at: datetime
    answer: str = Field(default="", sa_type=sa.Text)
    answer_lang: str | None = Field(default=None, max_length=12)
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None


class RecordTranslation(Table, table=True):
    """A text of circulated minutes in another language, beside the record and never in it.

    `original_sha256` says of which text it is: once that text is corrected, the translation is of it no more.
    """

    __tablename__ = "minutes_translation"
    __table_args__ = (UniqueConstraint("meeting_id", "original_sha256", "lang"),)

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    original_sha256: str = Field(max_length=64)
    lang: str = Field(max_length=12)
    text: str = Field(sa_type=sa.Text)
    translated_by_id: int = Field(foreign_key="person.id")
    translated_at: datetime


class MinutesSignature(Table, table=True):
    """Chair or secretary stands for the approved minutes with their name, as it was then; both before the seal."""

    __tablename__ = "minutes_signature"
    __table_args__ = (
        CheckConstraint(f"role IN ({', '.join(repr(role.value) for role in SIGNERS)})", name="role"),
        UniqueConstraint("meeting_id", "person_id"),  # two signatures are two people
    )

    meeting_id: int = Field(foreign_key="minutes.meeting_id", primary_key=True)
    role: Role = Field(sa_type=StoredEnum(Role), primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    name: str = Field(max_length=80)
    signed_at: datetime


class SealedFile(Table, table=True):
    """The PDF with the municipality's digital seal of minutes that were sealed before all files were kept.

    It is among the kept files as well.
    """

    __tablename__ = "minutes_sealed_file"

    meeting_id: int = Field(foreign_key="minutes.meeting_id", primary_key=True)
    file: str = Field(sa_type=StorageKey, index=True)
    labels: str = Field(max_length=12)  # the language of its headings
    sealed_at: datetime
