"""What is said under an item, written by one or by several at once."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.foundation.actors import Actor
from quarter.foundation.db import LostUpdate, bump_version, insert_if_absent
from quarter.meetings.merging import merge
from quarter.meetings.models import AgendaItem, Meeting, NotesWriter
from quarter.meetings.service.guards import must_be_correctable


def write_notes(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    item: AgendaItem,
    notes: str,
    *,
    expected: int,
    base: str | None = None,
    now: datetime,
) -> None:
    """Write what was said. If somebody else wrote since version `expected`, both texts are brought together.

    That takes the text that `notes` grew from, the `base`; LostUpdate without it, or where both changed the same lines.
    It leaves no trace but the text: pages save every few seconds, and what counts is what goes round.
    """
    must_be_correctable(session, meeting)  # and those who write in one meeting come one after another
    session.refresh(item)
    _note_writer(session, actor, item, now)
    if notes == item.notes:
        return
    if item.version != expected:
        merged = None if base is None else merge(base, notes, item.notes)
        if merged is None:
            raise LostUpdate
        notes = merged
    bump_version(session, item, item.version)
    item.notes = notes
    session.flush()


def _note_writer(session: Session, actor: Actor, item: AgendaItem, now: datetime) -> None:
    who = {"agenda_item_id": item.id, "person_id": actor.person_id}
    if not insert_if_absent(session, NotesWriter, **who, wrote_at=now):
        query = sa.update(NotesWriter).where(*(col(getattr(NotesWriter, name)) == value for name, value in who.items()))
        session.execute(query.values(wrote_at=now))
