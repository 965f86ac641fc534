from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, Index, UniqueConstraint

from quarter.foundation.events import Event
from quarter.foundation.models import StoredEnum, Table, one_of
from quarter.foundation.searching import WordIndex
from quarter.foundation.subjects import Subject
from quarter.issues.domain import MOST_PHOTOS, Category, IssueState
from quarter.voices.models import MayHavePhoto, whole_photo


class Issue(Table, table=True):
    """A report or wish. The counters are kept by the deeds, so that lists need not count."""

    __tablename__ = "issue"
    subject_kind: ClassVar[str] = "issue"
    __table_args__ = (
        CheckConstraint(one_of("state", IssueState), name="state"),
        CheckConstraint(one_of("category", Category), name="category"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_point"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        Index("ix_issue_group_id_posted_at", "group_id", "posted_at", "id"),
        Index("ix_issue_posted_at", "posted_at", "id"),
        Index("ix_issue_reporter_id_posted_at", "reporter_id", "posted_at", "id"),  # one's own
        # What waits for an answer, by due day: of a group, and of an organisation.
        Index("ix_issue_group_id_state_answer_due_on", "group_id", "state", "answer_due_on", "id"),
        # Who is overdue with how much, and what nobody was asked to answer.
        Index(
            "ix_issue_group_id_state_organisation_id_answer_due_on",
            "group_id", "state", "organisation_id", "answer_due_on", "id",
        ),
        Index("ix_issue_organisation_id_state_answer_due_on", "organisation_id", "state", "answer_due_on", "id"),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    quarter_id: int = Field(foreign_key="quarter.id")
    group_id: int = Field(foreign_key="working_group.id")
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    reporter_id: int = Field(foreign_key="person.id")
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")  # who is asked to answer
    title: str = Field(max_length=160)
    text: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    category: Category = Field(sa_type=StoredEnum(Category))
    place: str = Field(default="", max_length=200)
    latitude: float | None = None
    longitude: float | None = None
    state: IssueState = Field(default=IssueState.NEW, sa_type=StoredEnum(IssueState))
    posted_at: datetime
    answer_due_on: date
    support_count: int = 0
    comment_count: int = 0
    version: int = 1

    def subject(self) -> Subject:
        """Its row in the register."""
        return Subject(
            kind=self.subject_kind, id=self.id, group_id=self.group_id, topic_id=self.topic_id, title=self.title,
            number=str(self.id), lang=self.lang, at=self.posted_at,
        )  # fmt: skip

    def event(self, event: type[Event], **details: str) -> Event:
        """What has just happened to it, for the record."""
        return event(subject_id=self.id, group_id=self.group_id, topic_id=self.topic_id, title=self.title, **details)


WORDS = WordIndex("issue", ("title", "text", "place"))
WORDS.attach(Issue)


class Answer(MayHavePhoto, table=True):
    """What a body says officially to an issue, and what it makes of it; perhaps with a photo."""

    __tablename__ = "issue_answer"
    __table_args__ = (
        CheckConstraint(one_of("state", IssueState), name="state"),
        whole_photo(),
        # What an organisation answered last.
        Index("ix_issue_answer_organisation_id_answered_at", "organisation_id", "answered_at", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    author_id: int = Field(foreign_key="person.id")
    text: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    state: IssueState = Field(sa_type=StoredEnum(IssueState))
    answered_at: datetime


class IssuePhoto(MayHavePhoto, table=True):
    """A photo of what was reported. Numbered, so that there are never more than there may be."""

    __tablename__ = "issue_photo"
    __table_args__ = (
        UniqueConstraint("issue_id", "number"),
        CheckConstraint(f"number BETWEEN 1 AND {MOST_PHOTOS}", name="number"),
        whole_photo(),
        CheckConstraint("photo IS NOT NULL", name="photo"),
    )

    id: int = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="issue.id")
    number: int
    lang: str = Field(max_length=12)  # of the description
    added_at: datetime
