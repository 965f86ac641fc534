"""Whom a letter is for, when it is written and again when it is sent."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.decisions.models import Ballot, RollEntry
from quarter.decisions.queries.voting import OF_SAME_SEAT, ROLL
from quarter.foundation.models import column, get_row
from quarter.foundation.subjects import SUBJECT, Audience, Subject
from quarter.groups.models import Organisation, Seat
from quarter.groups.queries import is_current, may_know
from quarter.letters.models import Letter
from quarter.meetings.models import InvitationLetter

BALLOT, SEAT = Ballot.__table__.c, Seat.__table__.c
INVITED = InvitationLetter.__table__.c


class To(NamedTuple):
    """A receiver: a person, or a body."""

    person_id: int | None
    organisation_id: int | None
    has_mail: bool = True


def list_of_body(session: Session, organisation_id: int, today: date) -> list[To]:
    """Who gets what is for a body: its contact address, else those who hold its seats, else itself on paper."""
    if session.get_one(Organisation, organisation_id).contact_email:
        return [To(None, organisation_id)]
    held = sa.select(SEAT.person_id).where(SEAT.organisation_id == organisation_id, is_current(today)).distinct()
    people = session.scalars(held.order_by(SEAT.person_id)).all()
    return [To(person_id, None) for person_id in people] or [To(None, organisation_id, has_mail=False)]


def list_voters(session: Session, decision_id: int) -> list[To]:
    """Who is on the roll of an online vote and has not voted."""
    query = (
        sa.select(SEAT.person_id)
        .select_from(RollEntry.__table__)
        .join(Seat.__table__, SEAT.id == ROLL.seat_id)
        .join(Ballot.__table__, OF_SAME_SEAT, isouter=True)
        .where(ROLL.decision_id == decision_id, BALLOT.seat_id.is_(None))
        .distinct()
    )
    return [To(person_id, None) for person_id in session.scalars(query.order_by(SEAT.person_id))]


def list_uninformed(session: Session, entry_id: int) -> list[To]:
    """To whom a letter about a meeting was not handed over, of those that were written before letters had a room."""
    query = sa.select(INVITED.person_id).where(INVITED.entry_id == entry_id, INVITED.handed_over_at.is_(None))
    return [To(person_id, None) for person_id in session.scalars(query.order_by(INVITED.person_id))]


def speaks_for(session: Session, person_id: int, organisation_id: int, today: date) -> bool:
    """Whether a person holds a seat of the organisation."""
    held = (SEAT.person_id == person_id, SEAT.organisation_id == organisation_id, is_current(today))
    return session.scalar(sa.select(sa.select(1).where(*held).exists())) or False


class Known(NamedTuple):
    """How a thing is called, for who may know of it."""

    title: str
    lang: str


def get_known_title(session: Session, letter: Letter, kind: str, subject_id: int, today: date) -> Known | None:
    """The title of what a letter is about; None if its receiver may not know of it. A body knows what it owes."""
    if letter.person_id is not None:
        knows = may_know(sa.literal(letter.person_id), today)
    else:
        of_body = sa.and_(SUBJECT.audience <= Audience.BODY, SUBJECT.body_id == letter.organisation_id)
        knows = sa.or_(SUBJECT.audience == Audience.PUBLIC, of_body)
    query = sa.select(column(Subject.title), column(Subject.lang))
    return get_row(session, query.where(SUBJECT.kind == kind, SUBJECT.id == subject_id, knows), Known)


def list_told(session: Session, entry_id: int) -> set[int]:
    """The people to whom some letter about an event is written already."""
    letter = Letter.__table__.c
    told = sa.select(letter.person_id).where(letter.entry_id == entry_id, letter.person_id.is_not(None))
    return set(session.scalars(told))
