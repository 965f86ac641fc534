from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, Index

from quarter.actions.domain import ActionState, PhotoMoment
from quarter.foundation.models import StoredEnum, Table, one_of
from quarter.foundation.subjects import Subject
from quarter.voices.models import MayHavePhoto, whole_photo


class Action(Table, table=True):
    """Something that an organisation promised to do by a day."""

    __tablename__ = "action"
    subject_kind: ClassVar[str] = "action"
    __table_args__ = (
        CheckConstraint(one_of("state", ActionState), name="state"),
        CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_has_day"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_point"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        Index("ix_action_due_on", "due_on", "id"),
        Index("ix_action_group_id_state_due_on", "group_id", "state", "due_on", "id"),
        Index(
            "ix_action_open_group_id_due_on", "group_id", "due_on", "id",
            sqlite_where=sa.text("state <> 'done'"), postgresql_where=sa.text("state <> 'done'"),
        ),
        # What an organisation owes, by due day, and how much of it is overdue in a group.
        Index(
            "ix_action_open_organisation_id_due_on", "organisation_id", "due_on", "id", "group_id",
            sqlite_where=sa.text("state <> 'done'"), postgresql_where=sa.text("state <> 'done'"),
        ),
        # What a group has done, the latest first.
        Index("ix_action_group_id_state_done_on", "group_id", "state", "done_on", "id"),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id", index=True)
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    agenda_item_id: int | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    decision_id: int | None = Field(default=None, foreign_key="decision.id", index=True)
    plan_element_id: int | None = Field(default=None, foreign_key="plan_element.id", unique=True)
    title: str = Field(max_length=160)
    text: str = Field(default="", sa_type=sa.Text)
    lang: str = Field(max_length=12)
    place: str = Field(default="", max_length=200)
    latitude: float | None = None
    longitude: float | None = None
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    due_on: date
    state: ActionState = Field(default=ActionState.OPEN, sa_type=StoredEnum(ActionState))
    done_on: date | None = None
    agreed_by_id: int = Field(foreign_key="person.id")
    agreed_at: datetime
    version: int = 1

    def as_subject(self) -> dict[str, Any]:
        """What every event about this action says of it."""
        return {
            "subject_id": self.id,
            "group_id": self.group_id,
            "topic_id": self.topic_id,
            "title": self.title,
        }

    def subject(self) -> Subject:
        """Its row in the register, for whoever may read what it came from; who owes it knows of it in any case."""
        origin = (
            ("agenda_item", self.agenda_item_id) if self.agenda_item_id  # that of its decision, if that has one
            else ("decision", self.decision_id) if self.decision_id
            else ("element", self.plan_element_id) if self.plan_element_id
            else (None, None)
        )  # fmt: skip
        return Subject(
            kind=self.subject_kind, id=self.id, group_id=self.group_id, topic_id=self.topic_id,
            body_id=self.organisation_id, title=self.title, lang=self.lang, from_kind=origin[0], from_id=origin[1],
            at=self.agreed_at,
        )  # fmt: skip


class ActionUpdate(MayHavePhoto, table=True):
    """How it goes, said by the owner or the moderator; perhaps with a photo of before or of now."""

    __tablename__ = "action_update"
    __table_args__ = (
        CheckConstraint(one_of("state", ActionState), name="state"),
        CheckConstraint(one_of("shows", PhotoMoment), name="shows"),
        whole_photo(),
        CheckConstraint("(photo IS NULL) = (shows IS NULL)", name="photo_shows"),
    )

    id: int = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    text: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    state: ActionState = Field(sa_type=StoredEnum(ActionState))
    shows: PhotoMoment | None = Field(default=None, sa_type=StoredEnum(PhotoMoment))
    reported_at: datetime


class Confirmation(Table, table=True):
    """What somebody who raised the matter says of an action reported as done: it is, or not yet."""

    __tablename__ = "action_confirmation"
    __table_args__ = (
        Index(
            "ix_action_confirmation_doubt", "action_id", "said_at",
            sqlite_where=sa.text("is_done = 0"), postgresql_where=sa.text("NOT is_done"),
        ),
    )  # fmt: skip

    action_id: int = Field(foreign_key="action.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    is_done: bool
    said_at: datetime
