"""Messages that follow a deed: written in its transaction, delivered afterwards, at least once.

A handler gets `(database, entry, now)` and no open transaction: mail and other slow work never hold the
write lock. It may be called twice for one message (a crash before it is marked), so it must bear that.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlmodel import Field, Index

from quarter.foundation.audit import AuditEntry
from quarter.foundation.db import Database
from quarter.foundation.models import Table, column

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=2)
log = structlog.get_logger()


class OutboxMessage(Table, table=True):
    """One event for one handler."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        sa.UniqueConstraint("entry_id", "handler"),
        Index("ix_outbox_message_due", "delivered_at", "due_at"),
    )

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="audit_entry.id")
    handler: str = Field(max_length=60)
    created_at: datetime
    due_at: datetime
    attempts: int = 0
    delivered_at: datetime | None = None


MESSAGE = OutboxMessage.__table__.c
Handler = Callable[[Database, AuditEntry, datetime], None]
_HANDLERS: dict[str, Handler] = {}


def handles(name: str) -> Callable[[Handler], Handler]:
    """Register a function under the name that subscribers give."""

    def register(handler: Handler) -> Handler:
        _HANDLERS[name] = handler
        return handler

    return register


def drain(database: Database, *, now: datetime, limit: int = 100) -> int:
    """Deliver what is due; returns how many were delivered. A failing message waits longer each time."""
    with database.session(writes=False) as session:
        due = session.scalars(_due(now).limit(limit)).all()
    return sum(_deliver(database, message_id, now) for message_id in due)


def _due(now: datetime) -> sa.Select[int]:
    waiting = (MESSAGE.delivered_at.is_(None), MESSAGE.due_at <= now, MESSAGE.attempts < MAX_ATTEMPTS)
    return sa.select(column(OutboxMessage.id)).where(*waiting).order_by(MESSAGE.id)


def _deliver(database: Database, message_id: int, now: datetime) -> bool:
    claimed = _claim(database, message_id, now)
    if claimed is None:
        return False
    entry, handler = claimed
    try:
        _HANDLERS[handler](database, entry, now)
    except Exception as error:
        log.warning("outbox.failed", message=message_id, handler=handler, error=type(error).__name__)
        return False
    with database.unit_of_work() as session:
        session.get_one(OutboxMessage, message_id).delivered_at = now
    return True


def _claim(database: Database, message_id: int, now: datetime) -> tuple[AuditEntry, str] | None:
    """Take a message for ourselves and set the time of the next try, in one statement."""
    with database.unit_of_work() as session:
        row = session.execute(
            sa.update(OutboxMessage)
            .where(MESSAGE.id == message_id, MESSAGE.delivered_at.is_(None), MESSAGE.due_at <= now)
            .values(attempts=MESSAGE.attempts + 1, due_at=now + FIRST_PAUSE)
            .returning(MESSAGE.entry_id, MESSAGE.handler, MESSAGE.attempts)
        ).one_or_none()
        if row is None:
            return None
        message = session.get_one(OutboxMessage, message_id)
        message.due_at = now + FIRST_PAUSE * 2 ** (row.attempts - 1)
        return session.get_one(AuditEntry, row.entry_id), row.handler
