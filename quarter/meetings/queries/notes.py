"""Who writes at an item just now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.foundation.models import column
from quarter.meetings.models import AgendaItem, NotesWriter

WRITER, PERSON = NotesWriter.__table__.c, Person.__table__.c

JUST_NOW = timedelta(minutes=2)


def list_other_writers(session: Session, item: AgendaItem, actor: Actor, now: datetime) -> Sequence[str]:
    """The names of others who saved notes on an item within the last two minutes."""
    query = (
        sa.select(column(Person.name))
        .join(NotesWriter.__table__, WRITER.person_id == PERSON.id)
        .where(
            WRITER.agenda_item_id == item.id,
            WRITER.person_id != actor.person_id,
            WRITER.wrote_at > now - JUST_NOW,
        )
    )
    return session.scalars(query.order_by(PERSON.name)).all()
