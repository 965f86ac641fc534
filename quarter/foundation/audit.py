"""What happened, row by row: never changed, but filed under a topic when its subject joins one."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import JSON, Field, Index, Session

from quarter.foundation.models import Table


class AuditEntry(Table, table=True):
    """One event. `data` holds the event's own fields; `title` is the subject's title at that time."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_topic_id_at", "topic_id", "at"),
        Index("ix_audit_entry_subject", "subject_kind", "subject_id", "at"),
    )

    id: int = Field(default=None, primary_key=True)
    at: datetime
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    name: str = Field(max_length=60)
    subject_kind: str = Field(max_length=30)
    subject_id: int
    group_id: int | None = Field(default=None, foreign_key="working_group.id", index=True)
    topic_id: int | None = Field(default=None, foreign_key="topic.id")
    title: str = Field(default="", max_length=300)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


ENTRY = AuditEntry.__table__.c


def file_under_topic(session: Session, topic_id: int, kind: str, subject_id: int) -> None:
    """File all that happened to a subject under a topic. Only where it is found changes, not what it says."""
    session.execute(
        sa.update(AuditEntry)
        .where(ENTRY.subject_kind == kind, ENTRY.subject_id == subject_id)
        .values(topic_id=topic_id)
    )
