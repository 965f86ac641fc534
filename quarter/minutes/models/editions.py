"""What is kept of sealed minutes: who is named in public, the editions of the public version, and the files."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, ForeignKeyConstraint

from quarter.foundation.models import StorageKey, StoredEnum, Table, one_of
from quarter.minutes.domain import Extent


class RecordedName(Table, table=True):
    """Somebody whom the group knew when the minutes went round, and whether that name may stand in public.

    Guests have no account: for them the secretary says it. Whoever takes the agreement back has a `withdrawn_at`.
    """

    __tablename__ = "minutes_name"

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="minutes.meeting_id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    name: str = Field(max_length=80)
    is_named: bool
    withdrawn_at: datetime | None = None


class Edition(Table, table=True):
    """The public version of sealed minutes as it was issued; the one with the highest number is in force."""

    __tablename__ = "minutes_edition"

    meeting_id: int = Field(foreign_key="minutes.meeting_id", primary_key=True)
    number: int = Field(primary_key=True)
    document: str = Field(sa_type=sa.Text)  # the public `Minutes` as JSON
    sha256: str = Field(max_length=64)
    labels: str = Field(max_length=12)  # the language of the headings in the files kept with it
    issued_at: datetime


class KeptFile(Table, table=True):
    """A file made once, when the minutes were sealed or an edition was issued, and given out from then on.

    Those of the full version belong to the first edition: they never change.
    """

    __tablename__ = "minutes_file"
    __table_args__ = (
        CheckConstraint(one_of("extent", Extent), name="extent"),
        ForeignKeyConstraint(["meeting_id", "edition"], ["minutes_edition.meeting_id", "minutes_edition.number"]),
    )

    meeting_id: int = Field(primary_key=True)
    edition: int = Field(primary_key=True)
    extent: Extent = Field(sa_type=StoredEnum(Extent), primary_key=True)
    ending: str = Field(max_length=12, primary_key=True)
    file: str = Field(sa_type=StorageKey, index=True)
    size: int  # in bytes
    sha256: str = Field(max_length=64)
    is_signed: bool = False  # with the municipality's digital seal
