"""Files that belong to a meeting: attached before, during and after it, and fixed once they went round."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.documents import MEDIA_TYPES
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.events import FileAttached, FileRemoved
from quarter.meetings.models import AgendaItem, Attachment, Meeting
from quarter.meetings.service.guards import must_not_be_closed

MOST_TOGETHER = 50 * 1024 * 1024  # bytes: everything in one ZIP still fits into the memory of a small machine


def attach(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    item: AgendaItem | None,
    *,
    file: str,
    name: str,
    suffix: str,
    size: int,
    sha256: str,
    now: datetime,
) -> Attachment:
    """Lay a stored file beside an item, or beside the whole meeting; as long as the minutes can change.

    `file` is its key in the storage, `size` counts bytes. What went round already has to go round again with it.
    """
    must_not_be_closed(session, meeting)
    together = session.scalar(select(sa.func.sum(Attachment.size)).where(Attachment.meeting_id == meeting.id))
    if (together or 0) + size > MOST_TOGETHER:
        raise Refusal(MeetingRefusal.FILES_ARE_TOO_LARGE)
    attachment = Attachment(
        meeting_id=meeting.id, agenda_item_id=item.id if item else None, name=name, media_type=MEDIA_TYPES[suffix],
        size=size, sha256=sha256, file=file, attached_by_id=actor.signed_in_id, attached_at=now,
    )  # fmt: skip
    _add(session, actor, meeting, attachment, now)
    return attachment


def take_along(
    session: Session, actor: Actor, meeting: Meeting, origin: AgendaItem, item: AgendaItem, *, now: datetime
) -> None:
    """Lay the files of an item that comes back beside it on the later agenda too, where they are not yet.

    The stored file is the same. None is left behind, even where the later meeting then holds more than one may attach.
    """
    theirs = select(Attachment).where(Attachment.agenda_item_id == origin.id).order_by(col(Attachment.id))
    there = set(session.scalars(select(Attachment.sha256).where(Attachment.agenda_item_id == item.id)))
    for file in session.exec(theirs).all():
        if file.sha256 not in there:
            again = file.model_dump(exclude={"id", "meeting_id", "agenda_item_id", "attached_at"})
            copy = Attachment(**again, meeting_id=meeting.id, agenda_item_id=item.id, attached_at=now)
            _add(session, actor, meeting, copy, now)


def _add(session: Session, actor: Actor, meeting: Meeting, attachment: Attachment, now: datetime) -> None:
    session.add(attachment)
    session.flush()
    about = meeting.as_subject() | {"attachment_id": attachment.id, "sha256": attachment.sha256}
    record(session, actor, FileAttached(**about), now=now)


def remove_file(session: Session, actor: Actor, meeting: Meeting, attachment: Attachment, *, now: datetime) -> None:
    """Take a file away again, unless it went round with the minutes."""
    must_not_be_closed(session, meeting)
    if meeting.record_went_round_at is not None and attachment.attached_at <= meeting.record_went_round_at:
        raise Refusal(MeetingRefusal.FILE_WENT_ROUND)
    about = meeting.as_subject() | {"attachment_id": attachment.id, "sha256": attachment.sha256}
    session.delete(attachment)
    session.flush()
    record(session, actor, FileRemoved(**about), now=now)


def has_files(session: Session, item: AgendaItem) -> bool:
    query = select(Attachment.id).where(col(Attachment.agenda_item_id) == item.id)
    return session.execute(query.limit(1)).first() is not None
