"""Proposals for the agenda: those that wait, and what became of one's own."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.meetings.domain import ProposalState
from quarter.meetings.models import AgendaItem, AgendaProposal, Meeting


def get_proposal(session: Session, proposal_id: int) -> AgendaProposal | None:
    return session.get(AgendaProposal, proposal_id)


def get_proposal_for_meeting(session: Session, meeting_id: int, proposal_id: int) -> AgendaProposal | None:
    """A proposal for a meeting of the very group it was made to; any other is None."""
    proposal, meeting = session.get(AgendaProposal, proposal_id), session.get(Meeting, meeting_id)
    if proposal is None or meeting is None or proposal.group_id != meeting.group_id:
        return None
    return proposal


def list_waiting_proposals(session: Session, group_id: int) -> Sequence[Any]:
    """(id, title, lang, minutes_wished, proposed_at, proposer) without an answer, the longest waiting first."""
    query = (
        select(
            AgendaProposal.id, AgendaProposal.title, AgendaProposal.lang, AgendaProposal.minutes_wished,
            AgendaProposal.proposed_at, col(Person.name).label("proposer"),
        )
        .join(Person, col(Person.id) == AgendaProposal.proposer_id)
        .where(AgendaProposal.group_id == group_id, AgendaProposal.state == ProposalState.OPEN)
        .order_by(AgendaProposal.id)
    )  # fmt: skip
    return session.execute(query).all()


def list_own_proposals(session: Session, person_id: int) -> Sequence[Any]:
    """(id, title, lang, state, proposed_at) of what somebody proposed, the newest first, at most ten."""
    columns = (
        AgendaProposal.id, AgendaProposal.title, AgendaProposal.lang, AgendaProposal.state, AgendaProposal.proposed_at,
    )  # fmt: skip
    query = select(*columns).where(AgendaProposal.proposer_id == person_id)
    return session.execute(query.order_by(col(AgendaProposal.id).desc()).limit(10)).all()


def find_meeting_of(session: Session, proposal: AgendaProposal) -> Meeting | None:
    """The meeting on whose agenda a proposal came."""
    query = select(Meeting).join(AgendaItem, col(AgendaItem.meeting_id) == Meeting.id)
    return session.exec(query.where(AgendaItem.id == proposal.agenda_item_id)).one_or_none()


def get_proposer_name(session: Session, proposal: AgendaProposal) -> str:
    return session.get_one(Person, proposal.proposer_id).name
