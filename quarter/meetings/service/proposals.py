"""Proposals for the agenda: anybody makes one, the moderator takes it onto an agenda or says why not."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Group
from quarter.issues.models import Issue
from quarter.meetings.domain import MeetingRefusal, ProposalState
from quarter.meetings.events import ItemProposed, ProposalAnswered
from quarter.meetings.models import AgendaItem, AgendaProposal, Meeting
from quarter.meetings.service.agenda import add_item, add_topic
from quarter.topics.models import Topic


def propose_item(
    session: Session,
    actor: Actor,
    group: Group,
    *,
    title: str,
    reason: str,
    lang: str,
    minutes_wished: int,
    topic: Topic | None = None,
    issue: Issue | None = None,
    now: datetime,
) -> AgendaProposal:
    """Propose that the group talks about something; about an issue in a topic, it is the topic."""
    topic_id = topic.id if topic else issue.topic_id if issue else None
    proposal = AgendaProposal(
        group_id=group.id, proposer_id=actor.signed_in_id, topic_id=topic_id, issue_id=issue.id if issue else None,
        title=title, reason=reason, lang=lang, minutes_wished=minutes_wished, proposed_at=now,
    )  # fmt: skip
    session.add(proposal)
    session.flush()
    record(session, actor, ItemProposed(**_about(proposal)), now=now)
    return proposal


def take_proposal(
    session: Session, actor: Actor, proposal: AgendaProposal, meeting: Meeting, *, now: datetime
) -> AgendaItem:
    """Put it on an agenda, for as long as was wished: its topic if it has one, else what it says."""
    _must_be_open(session, proposal)
    if proposal.topic_id is not None:
        topic = session.get_one(Topic, proposal.topic_id)
        item = add_topic(session, actor, meeting, topic, minutes_planned=proposal.minutes_wished, now=now)
    else:
        item = add_item(
            session, actor, meeting, title=proposal.title, lang=proposal.lang,
            minutes_planned=proposal.minutes_wished, now=now,
        )  # fmt: skip
    proposal.agenda_item_id = item.id
    _answer(session, actor, proposal, ProposalState.TAKEN, now, meeting)
    return item


def decline_proposal(
    session: Session, actor: Actor, proposal: AgendaProposal, *, answer: str, lang: str, now: datetime
) -> None:
    """Say why the group will not talk about it."""
    _must_be_open(session, proposal)
    proposal.answer, proposal.answer_lang = answer, lang
    _answer(session, actor, proposal, ProposalState.DECLINED, now)


def _must_be_open(session: Session, proposal: AgendaProposal) -> None:
    session.refresh(proposal, with_for_update=True)
    if proposal.state is not ProposalState.OPEN:
        raise Refusal(MeetingRefusal.PROPOSAL_IS_ANSWERED)


def _answer(
    session: Session, actor: Actor, proposal: AgendaProposal, state: ProposalState, now: datetime,
    meeting: Meeting | None = None,
) -> None:  # fmt: skip
    proposal.state, proposal.answered_by_id, proposal.answered_at = state, actor.person_id, now
    session.flush()
    event = ProposalAnswered(**_about(proposal), meeting_id=meeting.id if meeting else None)
    record(session, actor, event, now=now)


def _about(proposal: AgendaProposal) -> dict[str, Any]:
    return {"subject_id": proposal.id, "group_id": proposal.group_id, "title": proposal.title}
