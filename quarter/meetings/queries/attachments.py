"""Files attached to a meeting and to its items."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.models import column, get_row, list_rows
from quarter.meetings.models import AgendaItem, Attachment, Meeting
from quarter.meetings.queries.agenda import ITEM, MEETING
from quarter.meetings.queries.parts import OfMeeting

FILE = Attachment.__table__.c


def get_attachment(session: Session, meeting_id: int, attachment_id: int) -> OfMeeting[Attachment] | None:
    """A file of this very meeting; that of another one is None."""
    whole = AgendaItem.__table__.alias()
    is_public: sa.ColumnElement[bool] = sa.and_(
        sa.func.coalesce(ITEM.is_public, sa.true()), sa.func.coalesce(whole.c.is_public, sa.true())
    )
    query = (
        sa.select(Meeting, Attachment, is_public)
        .join(Attachment, FILE.meeting_id == MEETING.id)
        .join(AgendaItem.__table__, ITEM.id == FILE.agenda_item_id, isouter=True)
        .join(whole, whole.c.id == ITEM.parent_id, isouter=True)
        .where(MEETING.id == meeting_id, FILE.id == attachment_id)
    )
    return get_row(session, query, lambda *found: OfMeeting(found[0], found[1], is_public=found[2]))


class AttachmentLine(NamedTuple):
    """An attached file; `size` counts bytes."""

    id: int
    agenda_item_id: int | None
    name: str
    media_type: str
    size: int
    sha256: str
    attached_at: datetime


Files = Mapping[int | None, list[AttachmentLine]]


def list_attachments(session: Session, meeting_id: int) -> Files:
    """By item, the meeting's own under None, in the order they came."""
    query = sa.select(
        column(Attachment.id), column(Attachment.agenda_item_id), column(Attachment.name),
        column(Attachment.media_type), column(Attachment.size), column(Attachment.sha256),
        column(Attachment.attached_at),
    ).where(FILE.meeting_id == meeting_id).order_by(FILE.id)  # fmt: skip
    files: dict[int | None, list[AttachmentLine]] = defaultdict(list)
    for file in list_rows(session, query, AttachmentLine):
        files[file.agenda_item_id].append(file)
    return files


class StoredFile(NamedTuple):
    """Under which key a file is stored."""

    sha256: str
    file: str


def keys_of(session: Session, meeting_id: int) -> Mapping[str, str]:
    """Under which key each file of a meeting is stored, by the checksum that the record names."""
    query = sa.select(column(Attachment.sha256), column(Attachment.file)).where(FILE.meeting_id == meeting_id)
    return dict(list_rows(session, query, StoredFile))


def reader_of(session: Session, meeting_id: int, get: Callable[[str], bytes | None]) -> Callable[[str], bytes | None]:
    """How the files of a meeting are read by checksum; `get` reads a stored file by its key."""
    keys = keys_of(session, meeting_id)
    return lambda sha256: get(keys[sha256]) if sha256 in keys else None
