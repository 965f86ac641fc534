from datetime import datetime

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, Index, UniqueConstraint

from quarter.foundation.fates import Fate
from quarter.foundation.models import StoredEnum, Table, one_of
from quarter.letters.domain import LetterKind, Way


class Letter(Table, table=True):
    """One message to one receiver, with its own fate.

    The receiver is a person, or a body: then it goes to the body's contact address, or on paper if it has none.
    What it says is made when it is sent, of the event and of what is true then. The subject is what it is about; of
    news, what its receiver follows. It never holds a key: links that carry one are made when it is sent.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint(one_of("kind", LetterKind), name="kind"),
        CheckConstraint(one_of("way", Way), name="way"),
        CheckConstraint(one_of("fate", Fate), name="fate"),
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="one_receiver"),
        CheckConstraint("(fate = 'waiting') = (ended_at IS NULL)", name="ended"),
        UniqueConstraint("entry_id", "kind", "person_id"),
        UniqueConstraint("entry_id", "kind", "organisation_id"),
        # What the worker looks for: few, whatever was sent before.
        Index(
            "ix_letter_waiting", "way", "next_try_at", "id",
            sqlite_where=sa.text("fate = 'waiting'"), postgresql_where=sa.text("fate = 'waiting'"),
        ),
        # What did not arrive in a group, and what is to be printed there.
        Index(
            "ix_letter_open", "group_id", "id",
            sqlite_where=sa.text("fate IN ('waiting', 'refused', 'given_up')"),
            postgresql_where=sa.text("fate IN ('waiting', 'refused', 'given_up')"),
        ),
        Index("ix_letter_subject", "subject_kind", "subject_id"),
        Index("ix_letter_ended_at", "ended_at"),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="audit_entry.id")
    kind: LetterKind = Field(sa_type=StoredEnum(LetterKind))
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="working_group.id")
    subject_kind: str = Field(max_length=30)
    subject_id: int
    way: Way = Field(default=Way.MAIL, sa_type=StoredEnum(Way))
    written_at: datetime
    due_at: datetime
    next_try_at: datetime
    attempts: int = 0
    fate: Fate = Field(default=Fate.WAITING, sa_type=StoredEnum(Fate))
    words: str = Field(default="", max_length=300)  # what the mail server said last
    ended_at: datetime | None = None
