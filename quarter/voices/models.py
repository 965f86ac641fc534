from datetime import datetime

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, Index

from quarter.foundation.models import StorageKey, Table


def _of_subject() -> sa.ForeignKeyConstraint:
    """A voice is about something of the register."""
    return sa.ForeignKeyConstraint(["kind", "subject_id"], ["subject.kind", "subject.id"])


class Comment(Table, table=True):
    """What somebody says about a thing, to whoever may know of it."""

    __tablename__ = "comment"
    __table_args__ = (_of_subject(), Index("ix_comment_kind_subject_id_id", "kind", "subject_id", "id"))

    id: int = Field(default=None, primary_key=True)
    kind: str = Field(max_length=30)
    subject_id: int
    author_id: int = Field(foreign_key="person.id")
    text: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    posted_at: datetime


class Support(Table, table=True):
    """One person supports one thing, once."""

    __tablename__ = "support"
    __table_args__ = (_of_subject(),)

    kind: str = Field(primary_key=True, max_length=30)
    subject_id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    supported_at: datetime


class Follow(Table, table=True):
    """One person gets a mail when something happens with one thing."""

    __tablename__ = "follow"
    __table_args__ = (_of_subject(),)

    kind: str = Field(primary_key=True, max_length=30)
    subject_id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    followed_at: datetime


class MayHavePhoto(Table):
    """The columns of a photo, for tables of rooms above; `whole_photo` goes with them."""

    photo: str | None = Field(default=None, sa_type=StorageKey, index=True)
    photo_width: int | None = None
    photo_height: int | None = None
    photo_description: str | None = Field(default=None, max_length=300)


def whole_photo() -> CheckConstraint:
    """There is a photo with its size and with what is to be seen, which may be empty; or nothing of it at all."""
    return CheckConstraint(
        "(photo IS NULL AND photo_width IS NULL AND photo_height IS NULL AND photo_description IS NULL)"
        " OR (photo IS NOT NULL AND photo_width IS NOT NULL AND photo_height IS NOT NULL"
        " AND photo_width > 0 AND photo_height > 0 AND photo_description IS NOT NULL)",
        name="whole_photo",
    )
