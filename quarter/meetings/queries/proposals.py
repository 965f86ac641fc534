"""Proposals for the agenda: those that wait, and what became of one's own."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.models import column, list_rows
from quarter.meetings.domain import ProposalState
from quarter.meetings.models import AgendaItem, AgendaProposal, Meeting
from quarter.meetings.queries.agenda import ITEM, MEETING

PROPOSAL, PERSON = AgendaProposal.__table__.c, Person.__table__.c


def get_proposal(session: Session, proposal_id: int) -> AgendaProposal | None:
    return session.get(AgendaProposal, proposal_id)


def get_proposal_for_meeting(session: Session, meeting_id: int, proposal_id: int) -> AgendaProposal | None:
    """A proposal for a meeting of the very group it was made to; any other is None."""
    proposal, meeting = session.get(AgendaProposal, proposal_id), session.get(Meeting, meeting_id)
    if proposal is None or meeting is None or proposal.group_id != meeting.group_id:
        return None
    return proposal


class WaitingProposal(NamedTuple):
    """A proposal without an answer, as the moderator reads it."""

    id: int
    title: str
    lang: str
    minutes_wished: int
    proposed_at: datetime
    proposer: str


def list_waiting_proposals(session: Session, group_id: int) -> list[WaitingProposal]:
    """What was proposed to a group and has no answer yet, the longest waiting first."""
    query = (
        sa.select(
            column(AgendaProposal.id), column(AgendaProposal.title), column(AgendaProposal.lang),
            column(AgendaProposal.minutes_wished), column(AgendaProposal.proposed_at), column(Person.name),
        )
        .join(Person.__table__, PERSON.id == PROPOSAL.proposer_id)
        .where(PROPOSAL.group_id == group_id, PROPOSAL.state == ProposalState.OPEN)
        .order_by(PROPOSAL.id)
    )  # fmt: skip
    return list_rows(session, query, WaitingProposal)


class OwnProposal(NamedTuple):
    """A proposal, as who made it reads it."""

    id: int
    title: str
    lang: str
    state: ProposalState
    proposed_at: datetime


def list_own_proposals(session: Session, person_id: int) -> list[OwnProposal]:
    """What somebody proposed, the newest first, at most ten."""
    query = sa.select(
        column(AgendaProposal.id), column(AgendaProposal.title), column(AgendaProposal.lang),
        column(AgendaProposal.state), column(AgendaProposal.proposed_at),
    ).where(PROPOSAL.proposer_id == person_id)  # fmt: skip
    return list_rows(session, query.order_by(PROPOSAL.id.desc()).limit(10), OwnProposal)


def find_meeting_of(session: Session, proposal: AgendaProposal) -> Meeting | None:
    """The meeting on whose agenda a proposal came."""
    query = sa.select(Meeting).join(AgendaItem.__table__, ITEM.meeting_id == MEETING.id)
    return session.scalars(query.where(ITEM.id == proposal.agenda_item_id)).one_or_none()


def get_proposer_name(session: Session, proposal: AgendaProposal) -> str:
    return session.get_one(Person, proposal.proposer_id).name
