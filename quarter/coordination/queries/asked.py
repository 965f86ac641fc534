"""People who wait for an answer: they propose an item for the agenda, or ask for a seat in the group."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.coordination.domain import DueThing, Kind
from quarter.foundation.models import at_most, column, list_rows
from quarter.groups.domain import SeatRequestState
from quarter.groups.models import Organisation, SeatRequest
from quarter.meetings.domain import ProposalState
from quarter.meetings.models import AgendaProposal

PROPOSAL, REQUEST = AgendaProposal.__table__.c, SeatRequest.__table__.c
PERSON, ORGANISATION = Person.__table__.c, Organisation.__table__.c


class Asked(NamedTuple):
    """Somebody who proposes an item (with its title), or asks for a seat (with their name and body)."""

    is_proposal: bool
    id: int
    title: str
    lang: str
    since: datetime
    person: str
    organisation: str


def list_asked(session: Session, group_id: int, most: int) -> list[DueThing]:
    """Proposals, then requests for a seat, each in the order in which they came: one statement."""
    rows = list_rows(session, _unanswered(), Asked, group_id=group_id, most=most)
    return [_as_proposal(row, group_id) if row.is_proposal else _as_request(row, group_id) for row in rows]


def _as_proposal(row: Asked, group_id: int) -> DueThing:
    return DueThing(
        Kind.PROPOSAL, "agenda_proposal", row.id, group_id, ProposalState.OPEN, row.title, row.lang, since=row.since
    )


def _as_request(row: Asked, group_id: int) -> DueThing:
    return DueThing(
        Kind.SEAT, "seat_request", row.id, group_id, SeatRequestState.OPEN, since=row.since, person=row.person,
        organisation=row.organisation,
    )  # fmt: skip


@cache
def _unanswered() -> sa.CompoundSelect[bool, int, str, str, datetime, str, str]:
    nothing, most = sa.literal(""), sa.bindparam("most", type_=sa.Integer)
    proposals = (
        sa.select(
            sa.literal(True), column(AgendaProposal.id), column(AgendaProposal.title), column(AgendaProposal.lang),
            column(AgendaProposal.proposed_at), nothing, nothing,
        )
        .where(PROPOSAL.group_id == sa.bindparam("group_id"), PROPOSAL.state == ProposalState.OPEN)
        .order_by(PROPOSAL.id)
    )  # fmt: skip
    requests = (
        sa.select(
            sa.literal(False), column(SeatRequest.id), nothing, nothing, column(SeatRequest.asked_at),
            column(Person.name), sa.func.coalesce(column(Organisation.name), ""),
        )
        .join(Person.__table__, PERSON.id == REQUEST.person_id)
        .join(Organisation.__table__, ORGANISATION.id == REQUEST.organisation_id, isouter=True)
        .where(REQUEST.group_id == sa.bindparam("group_id"), REQUEST.state == SeatRequestState.OPEN)
        .order_by(REQUEST.id)
    )  # fmt: skip
    return sa.union_all(at_most(proposals, most), at_most(requests, most))
