"""People who ask for a seat in the group."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.coordination.domain import DueThing, Kind
from quarter.groups.domain import SeatRequestState
from quarter.groups.models import Organisation, SeatRequest

REQUEST, PERSON, ORGANISATION = SeatRequest.__table__.c, Person.__table__.c, Organisation.__table__.c


def list_seat_requests(session: Session, group_id: int, most: int) -> list[DueThing]:
    """Who has not got an answer yet, in the order they asked: one statement."""
    rows = session.execute(_unanswered(), {"group_id": group_id, "most": most})
    return [
        DueThing(
            Kind.SEAT, "seat_request", row.id, row.group_id, row.state, since=row.asked_at, person=row.person,
            organisation=row.organisation or "",
        )
        for row in rows
    ]  # fmt: skip


@cache
def _unanswered() -> Any:
    return (
        sa.select(
            REQUEST.id, REQUEST.state, REQUEST.asked_at, REQUEST.group_id, PERSON.name.label("person"),
            ORGANISATION.name.label("organisation"),
        )
        .join(Person.__table__, PERSON.id == REQUEST.person_id)
        .join(Organisation.__table__, ORGANISATION.id == REQUEST.organisation_id, isouter=True)
        .where(REQUEST.group_id == sa.bindparam("group_id"), REQUEST.state == SeatRequestState.OPEN)
        .order_by(REQUEST.id)
        .limit(sa.bindparam("most"))
    )  # fmt: skip
