"""People who wait for an answer: they propose an item for the agenda, or ask for a seat in the group."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.coordination.domain import DueThing, Kind
from quarter.groups.domain import SeatRequestState
from quarter.groups.models import Organisation, SeatRequest
from quarter.meetings.domain import ProposalState
from quarter.meetings.models import AgendaProposal

PROPOSAL, REQUEST = AgendaProposal.__table__.c, SeatRequest.__table__.c
PERSON, ORGANISATION = Person.__table__.c, Organisation.__table__.c


def list_asked(session: Session, group_id: int, most: int) -> list[DueThing]:
    """Proposals, then requests for a seat, each in the order in which they came: one statement."""
    rows = session.execute(_unanswered(), {"group_id": group_id, "most": most})
    return [_as_proposal(row, group_id) if row.is_proposal else _as_request(row, group_id) for row in rows]


def _as_proposal(row: Any, group_id: int) -> DueThing:
    return DueThing(
        Kind.PROPOSAL, "agenda_proposal", row.id, group_id, ProposalState.OPEN, row.title, row.lang, since=row.since
    )


def _as_request(row: Any, group_id: int) -> DueThing:
    return DueThing(
        Kind.SEAT, "seat_request", row.id, group_id, SeatRequestState.OPEN, since=row.since, person=row.person,
        organisation=row.organisation,
    )  # fmt: skip


@cache
def _unanswered() -> Any:
    nothing = sa.literal("")
    proposals = (
        sa.select(
            sa.literal(True).label("is_proposal"), PROPOSAL.id, PROPOSAL.title, PROPOSAL.lang,
            PROPOSAL.proposed_at.label("since"), nothing.label("person"), nothing.label("organisation"),
        )
        .where(PROPOSAL.group_id == sa.bindparam("group_id"), PROPOSAL.state == ProposalState.OPEN)
        .order_by(PROPOSAL.id)
        .limit(sa.bindparam("most"))
        .subquery()
    )  # fmt: skip
    requests = (
        sa.select(
            sa.literal(False), REQUEST.id, nothing, nothing, REQUEST.asked_at, PERSON.name,
            sa.func.coalesce(ORGANISATION.name, ""),
        )
        .join(Person.__table__, PERSON.id == REQUEST.person_id)
        .join(Organisation.__table__, ORGANISATION.id == REQUEST.organisation_id, isouter=True)
        .where(REQUEST.group_id == sa.bindparam("group_id"), REQUEST.state == SeatRequestState.OPEN)
        .order_by(REQUEST.id)
        .limit(sa.bindparam("most"))
        .subquery()
    )  # fmt: skip
    return sa.union_all(sa.select(proposals), sa.select(requests))
