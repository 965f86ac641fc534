"""Objections to minutes, with who raised and who answered them, and which meetings may approve the minutes."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.meetings.models import Meeting
from quarter.minutes.domain import MinutesState, ObjectionState
from quarter.minutes.models import MinutesRecord, Objection


@dataclass(frozen=True)
class ObjectionToMinutes:
    """An objection together with its meeting and the state of the minutes, so that policies can judge it."""

    meeting: Meeting
    objection: Objection
    minutes_state: MinutesState

    @property
    def group_id(self) -> int:
        return self.meeting.group_id


def get_objection(session: Session, meeting_id: int, objection_id: int) -> ObjectionToMinutes | None:
    """An objection to the minutes of this very meeting; that of another one is None."""
    query = (
        select(Meeting, Objection, MinutesRecord.state)
        .join(Objection, col(Objection.meeting_id) == Meeting.id)
        .join(MinutesRecord, col(MinutesRecord.meeting_id) == Meeting.id)
        .where(Meeting.id == meeting_id, Objection.id == objection_id)
    )
    row = session.exec(query).one_or_none()
    return ObjectionToMinutes(*row) if row else None


def list_objections(session: Session, meeting_id: int) -> list[sa.Row]:
    """Oldest first: (id, agenda_item_id, text, lang, state, author, raised_at, answer, answer_lang, answered_by,
    answered_at)."""
    author, clerk = aliased(Person), aliased(Person)
    query = (
        select(
            Objection.id, Objection.agenda_item_id, Objection.text, Objection.lang, Objection.state,
            author.name.label("author"), Objection.raised_at, Objection.answer, Objection.answer_lang,
            clerk.name.label("answered_by"), Objection.answered_at,
        )
        .join(author, author.id == Objection.author_id)
        .join(clerk, clerk.id == Objection.answered_by_id, isouter=True)
        .where(Objection.meeting_id == meeting_id)
        .order_by(Objection.id)
    )  # fmt: skip
    return list(session.execute(query).all())


def has_open_objections(session: Session, meeting: Meeting) -> bool:
    query = select(Objection.id).where(Objection.meeting_id == meeting.id, Objection.state == ObjectionState.OPEN)
    return session.execute(query.limit(1)).first() is not None


def list_later_meetings(session: Session, meeting: Meeting) -> list[sa.Row]:
    """(id, number, opened_at) of the group's meetings that began after this one had ended."""
    query = select(Meeting.id, Meeting.number, Meeting.opened_at).where(
        Meeting.group_id == meeting.group_id, col(Meeting.opened_at) >= meeting.ended_at
    )
    return list(session.execute(query.order_by(Meeting.opened_at)).all())
