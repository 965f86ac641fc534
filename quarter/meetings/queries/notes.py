"""Who writes at an item just now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.meetings.models import AgendaItem, NotesWriter

JUST_NOW = timedelta(minutes=2)


def list_other_writers(session: Session, item: AgendaItem, actor: Actor, now: datetime) -> Sequence[str]:
    """The names of others who saved notes on an item within the last two minutes."""
    query = (
        select(Person.name)
        .join(NotesWriter, col(NotesWriter.person_id) == Person.id)
        .where(
            NotesWriter.agenda_item_id == item.id,
            NotesWriter.person_id != actor.person_id,
            col(NotesWriter.wrote_at) > now - JUST_NOW,
        )
    )
    return session.scalars(query.order_by(Person.name)).all()
