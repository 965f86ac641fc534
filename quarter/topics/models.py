from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from quarter.foundation.models import Table
from quarter.foundation.subjects import Subject


class Topic(Table, table=True):
    """One matter of a group."""

    __tablename__ = "topic"
    subject_kind: ClassVar[str] = "topic"

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id", index=True)
    title: str = Field(max_length=160)
    summary: str = Field(default="", sa_type=sa.Text)
    lang: str = Field(max_length=12)
    opened_by_id: int = Field(foreign_key="person.id")
    opened_at: datetime
    version: int = 1

    def subject(self) -> Subject:
        """Its row in the register."""
        return Subject(
            kind=self.subject_kind, id=self.id, group_id=self.group_id, topic_id=self.id, title=self.title,
            lang=self.lang, at=self.opened_at,
        )  # fmt: skip


class Announcement(Table, table=True):
    """What somebody in charge says in public, in words of its own, about a thing of a topic that stays closed."""

    __tablename__ = "announcement"
    __table_args__ = (sa.ForeignKeyConstraint(["kind", "subject_id"], ["subject.kind", "subject.id"]),)

    id: int = Field(default=None, primary_key=True)
    topic_id: int = Field(foreign_key="topic.id", index=True)
    kind: str = Field(max_length=30)
    subject_id: int
    title: str = Field(max_length=160)
    reason: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    announced_by_id: int = Field(foreign_key="person.id")
    announced_at: datetime

    def subject(self, topic: Topic) -> Subject:
        """Its row in the register: public, since somebody says so in public words; what it speaks of stays closed."""
        return Subject(
            kind="announcement", id=self.id, group_id=topic.group_id, topic_id=topic.id, title=self.title,
            lang=self.lang, at=self.announced_at,
        )  # fmt: skip
