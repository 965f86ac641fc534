"""The agenda with what belongs to its items, and the proposals for it."""

from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, Index, UniqueConstraint

from quarter.actions.domain import ActionState
from quarter.foundation.models import StorageKey, StoredEnum, Table, one_of
from quarter.foundation.subjects import Audience, Subject
from quarter.meetings.domain import ItemKind, ProposalState


class AgendaItem(Table, table=True):
    """One point of the agenda, from a topic or free, with the notes of the record.

    `position` orders it among its siblings: the items of the meeting, or the parts of one of them. An item that is
    not public hides its parts too. The current item of a running meeting is the one started last.
    """

    __tablename__ = "agenda_item"
    subject_kind: ClassVar[str] = "agenda_item"
    __table_args__ = (
        Index("ix_agenda_item_meeting_id_position", "meeting_id", "position"),
        CheckConstraint("minutes_planned > 0", name="minutes_planned"),
        CheckConstraint(one_of("kind", ItemKind), name="kind"),
        # A part belongs to an item of its own meeting, and a standing item is part of none.
        UniqueConstraint("id", "meeting_id"),
        sa.ForeignKeyConstraint(["parent_id", "meeting_id"], ["agenda_item.id", "agenda_item.meeting_id"]),
        CheckConstraint("parent_id IS NULL OR (kind = 'matter' AND parent_id <> id)", name="parent"),
        CheckConstraint("corrects_id <> id", name="corrects_another"),
        # Everybody reads a topic and sees where it is talked about.
        CheckConstraint("topic_id IS NULL OR is_public", name="topics_are_public"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    parent_id: int | None = Field(default=None, index=True)
    corrects_id: int | None = Field(default=None, foreign_key="agenda_item.id", index=True)  # of approved minutes
    # The item of an earlier meeting that was not reached there: it comes back once.
    carried_from_id: int | None = Field(default=None, foreign_key="agenda_item.id", unique=True)
    kind: ItemKind = Field(default=ItemKind.MATTER, sa_type=StoredEnum(ItemKind))
    position: int
    title: str = Field(max_length=160)
    lang: str = Field(max_length=12)
    is_public: bool = True
    minutes_planned: int = 15
    notes: str = Field(default="", sa_type=sa.Text)
    started_at: datetime | None = None
    version: int = 1

    def as_subject(self, group_id: int) -> dict[str, Any]:
        """What its events say about it."""
        return {"subject_id": self.id, "group_id": group_id, "title": self.title, "meeting_id": self.meeting_id}

    def subject(self, group_id: int, *, at: datetime) -> Subject:
        """Its row in the register; a part is for whoever may read the item that it is a part of."""
        origin = ("agenda_item", self.parent_id) if self.parent_id else ("meeting", self.meeting_id)
        return Subject(
            kind=self.subject_kind, id=self.id, group_id=group_id, topic_id=self.topic_id, title=self.title,
            lang=self.lang, own_audience=Audience.PUBLIC if self.is_public else Audience.GROUP,
            from_kind=origin[0], from_id=origin[1], at=at,
        )  # fmt: skip


class Attachment(Table, table=True):
    """A file that belongs to a meeting or to one of its items; whoever may read the item may have it."""

    __tablename__ = "meeting_attachment"
    __table_args__ = (
        sa.ForeignKeyConstraint(["agenda_item_id", "meeting_id"], ["agenda_item.id", "agenda_item.meeting_id"]),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    agenda_item_id: int | None = Field(default=None, index=True)
    name: str = Field(max_length=120)
    media_type: str = Field(max_length=80)
    size: int  # in bytes
    sha256: str = Field(max_length=64)
    file: str = Field(sa_type=StorageKey, index=True)
    attached_by_id: int = Field(foreign_key="person.id")
    attached_at: datetime


class AgendaProposal(Table, table=True):
    """Somebody proposes an item for a group's agenda, and gets it there or a reason why not."""

    __tablename__ = "agenda_proposal"
    __table_args__ = (
        CheckConstraint(one_of("state", ProposalState), name="state"),
        CheckConstraint("minutes_wished > 0", name="minutes_wished"),
        CheckConstraint(
            "(state = 'open') = (answered_at IS NULL) AND (state = 'open') = (answered_by_id IS NULL)", name="answered"
        ),
        CheckConstraint("(state = 'taken') = (agenda_item_id IS NOT NULL)", name="taken"),
        CheckConstraint("(state = 'declined') = (answer <> '')", name="declined_with_reason"),
        Index("ix_agenda_proposal_group_id_state", "group_id", "state", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id")
    proposer_id: int = Field(foreign_key="person.id", index=True)
    topic_id: int | None = Field(default=None, foreign_key="topic.id")
    issue_id: int | None = Field(default=None, foreign_key="issue.id")
    title: str = Field(max_length=160)
    reason: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    minutes_wished: int
    proposed_at: datetime
    state: ProposalState = Field(default=ProposalState.OPEN, sa_type=StoredEnum(ProposalState))
    agenda_item_id: int | None = Field(default=None, foreign_key="agenda_item.id", unique=True)
    answer: str = Field(default="", sa_type=sa.Text)
    answer_lang: str = Field(default="", max_length=12)
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None


class ReportedAction(Table, table=True):
    """How an open action stood when the item about the open actions began."""

    __tablename__ = "reported_action"
    __table_args__ = (CheckConstraint("state IN ('open', 'in_progress')", name="is_open"),)

    agenda_item_id: int = Field(foreign_key="agenda_item.id", primary_key=True)
    action_id: int = Field(foreign_key="action.id", primary_key=True)
    due_on: date
    state: ActionState = Field(sa_type=StoredEnum(ActionState))
    is_overdue: bool
