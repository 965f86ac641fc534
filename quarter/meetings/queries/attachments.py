"""Files attached to a meeting and to its items."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from quarter.meetings.models import AgendaItem, Attachment, Meeting

Files = Mapping[int | None, list[sa.Row]]


@dataclass(frozen=True)
class AttachmentOfMeeting:
    """An attached file with its meeting, so that policies can judge it."""

    meeting: Meeting
    attachment: Attachment
    is_public: bool

    @property
    def group_id(self) -> int:
        return self.meeting.group_id

    @property
    def record_closed_at(self) -> datetime | None:
        return self.meeting.record_closed_at


def get_attachment(session: Session, meeting_id: int, attachment_id: int) -> AttachmentOfMeeting | None:
    """A file of this very meeting; that of another one is None."""
    whole = aliased(AgendaItem)
    is_public = sa.and_(sa.func.coalesce(AgendaItem.is_public, sa.true()), sa.func.coalesce(whole.is_public, sa.true()))
    query = (
        select(Meeting, Attachment, is_public)
        .join(Attachment, col(Attachment.meeting_id) == Meeting.id)
        .join(AgendaItem, col(AgendaItem.id) == Attachment.agenda_item_id, isouter=True)
        .join(whole, whole.id == AgendaItem.parent_id, isouter=True)
        .where(Meeting.id == meeting_id, Attachment.id == attachment_id)
    )
    row = session.exec(query).one_or_none()
    return AttachmentOfMeeting(row[0], row[1], bool(row[2])) if row else None


def list_attachments(session: Session, meeting_id: int) -> Files:
    """By item, the meeting's own under None, in the order they came.

    Rows: (id, agenda_item_id, name, media_type, size, sha256, attached_at).
    """
    query = (
        select(
            Attachment.id, Attachment.agenda_item_id, Attachment.name, Attachment.media_type, Attachment.size,
            Attachment.sha256, Attachment.attached_at,
        )
        .where(Attachment.meeting_id == meeting_id)
        .order_by(Attachment.id)
    )  # fmt: skip
    files: dict[int | None, list[sa.Row]] = defaultdict(list)
    for row in session.execute(query):
        files[row.agenda_item_id].append(row)
    return files


def keys_of(session: Session, meeting_id: int) -> Mapping[str, str]:
    """Under which key each file of a meeting is stored, by the checksum that the record names."""
    query = select(Attachment.sha256, Attachment.file).where(Attachment.meeting_id == meeting_id)
    return {row.sha256: row.file for row in session.execute(query)}


def reader_of(session: Session, meeting_id: int, get: Callable[[str], bytes | None]) -> Callable[[str], bytes | None]:
    """How the files of a meeting are read by checksum; `get` reads a stored file by its key."""
    keys = keys_of(session, meeting_id)
    return lambda sha256: get(keys[sha256]) if sha256 in keys else None
