"""Objections to minutes, with who raised and who answered them, and which meetings may approve the minutes."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.foundation.models import column, given, list_rows, maybe
from quarter.meetings.models import Meeting
from quarter.meetings.queries.agenda import MEETING, find_known
from quarter.minutes.domain import ObjectionState
from quarter.minutes.models import MinutesRecord, Objection

OBJECTION, RECORD = Objection.__table__.c, MinutesRecord.__table__.c


def get_objection(session: Session, meeting_id: int, objection_id: int, *, reader: Actor) -> Objection | None:
    """An objection to the minutes of this very meeting, not to what the reader may not know of; any other is None."""
    objection = session.get(Objection, objection_id)
    if objection is None or objection.meeting_id != meeting_id:
        return None
    item_id = objection.agenda_item_id
    return objection if item_id is None or find_known(session, item_id, reader=reader) else None


class ObjectionLine(NamedTuple):
    """An objection with who raised it, and with its answer once it has one."""

    id: int
    agenda_item_id: int | None
    text: str
    lang: str
    state: ObjectionState
    author: str
    raised_at: datetime
    answer: str
    answer_lang: str | None
    answered_by: str | None
    answered_at: datetime | None


def list_objections(session: Session, meeting_id: int) -> list[ObjectionLine]:
    """Objections to the minutes of a meeting, the oldest first."""
    author, clerk = Person.__table__.alias(), Person.__table__.alias()
    query = (
        sa.select(
            column(Objection.id), column(Objection.agenda_item_id), column(Objection.text), column(Objection.lang),
            column(Objection.state), column(Person.name, author), column(Objection.raised_at),
            column(Objection.answer), column(Objection.answer_lang), maybe(Person.name, clerk),
            column(Objection.answered_at),
        )
        .select_from(Objection.__table__)
        .join(author, author.c.id == OBJECTION.author_id)
        .join(clerk, clerk.c.id == OBJECTION.answered_by_id, isouter=True)
        .where(OBJECTION.meeting_id == meeting_id)
        .order_by(OBJECTION.id)
    )  # fmt: skip
    return list_rows(session, query, ObjectionLine)


def has_open_objections(session: Session, meeting: Meeting) -> bool:
    query = sa.select(OBJECTION.id).where(OBJECTION.meeting_id == meeting.id, OBJECTION.state == ObjectionState.OPEN)
    return session.execute(query.limit(1)).first() is not None


class LaterMeeting(NamedTuple):
    """A meeting that may approve earlier minutes."""

    id: int
    number: int
    opened_at: datetime


def list_later_meetings(session: Session, meeting: Meeting) -> list[LaterMeeting]:
    """The group's meetings that began after this one had ended, the earliest first."""
    query = sa.select(column(Meeting.id), column(Meeting.number), given(Meeting.opened_at)).where(
        MEETING.group_id == meeting.group_id, MEETING.opened_at >= meeting.ended_at
    )
    return list_rows(session, query.order_by(MEETING.opened_at), LaterMeeting)
