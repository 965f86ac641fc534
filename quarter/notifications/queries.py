from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.groups.models import Group, SeatRequest
from quarter.groups.queries import list_seats
from quarter.issues.models import Issue


def list_seat_holders(session: Session, group_id: int, today: date) -> list[sa.Row]:
    """(id, email, language) of everybody with a seat in the group today, once each."""
    people = {seat.person_id for seat in list_seats(session, group_id, today)}
    query = select(Person.id, Person.email, Person.language).where(col(Person.id).in_(people)).order_by(Person.id)
    return list(session.execute(query).all())


def get_reporter(session: Session, issue_id: int) -> sa.Row | None:
    """(id, email, language) of whoever reported an issue."""
    query = select(Person.id, Person.email, Person.language).join(Issue, col(Issue.reporter_id) == Person.id)
    return session.execute(query.where(Issue.id == issue_id)).one_or_none()


def get_asker(session: Session, request_id: int) -> sa.Row | None:
    """(id, email, language, answer, slug) of whoever asked for a seat, with the reason if there is none for them."""
    query = (
        select(Person.id, Person.email, Person.language, SeatRequest.answer, Group.slug)
        .join(SeatRequest, col(SeatRequest.person_id) == Person.id)
        .join(Group, col(Group.id) == SeatRequest.group_id)
    )
    return session.execute(query.where(SeatRequest.id == request_id)).one_or_none()
