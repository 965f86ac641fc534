"""What comes of an item: questions put to the vote, hands counted, actions agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from quarter.actions import service as actions
from quarter.actions.domain import NOWHERE, Location
from quarter.actions.models import Action
from quarter.charters.domain import BenchPresence
from quarter.decisions.domain import BenchVotes, ImpossibleVotes, Method, Result
from quarter.decisions.models import Decision
from quarter.decisions.service import proposals
from quarter.decisions.service.closing import record_count
from quarter.foundation.actors import Actor
from quarter.foundation.refusals import Refusal
from quarter.groups.domain import BenchKey
from quarter.groups.models import Group
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import AgendaItem, Meeting, Motion
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.queries.presence import list_conflicted
from quarter.meetings.service.guards import must_be_correctable, must_not_have_ended, must_not_pause, must_run


def put_question(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    item: AgendaItem,
    *,
    title: str,
    question: str,
    lang: str,
    mover_id: int | None = None,
    now: datetime,
) -> Decision:
    """Put a question under an item, to be counted in the room. Before the meeting it helps all to prepare.

    `mover_id` is the seat whose motion it is, if somebody's.
    """
    must_not_have_ended(session, meeting)
    if mover_id is not None and get_assembly(session, meeting).get_seat(mover_id) is None:
        raise Refusal(MeetingRefusal.SEAT_NOT_IN_GROUP)
    decision = proposals.propose(
        session,
        actor,
        session.get_one(Group, meeting.group_id),
        title=title,
        question=question,
        lang=lang,
        method=Method.ROOM,
        topic_id=item.topic_id,
        agenda_item_id=item.id,
        now=now,
    )
    if mover_id is not None:
        session.add(Motion(decision_id=decision.id, seat_id=mover_id))
        session.flush()
    return decision


def count_votes(
    session: Session, actor: Actor, decision: Decision, votes: Sequence[BenchVotes], *, now: datetime
) -> Result:
    """Record the hands of each bench and decide.

    Seats and presence are those of this moment, from the attendance; whoever has a conflict of interest is not present.
    More hands than that are refused, and so is counting during a break.
    """
    item = session.get_one(AgendaItem, decision.agenda_item_id)
    meeting = session.get_one(Meeting, item.meeting_id)
    must_run(session, meeting)
    counted = {bench.bench: bench for bench in votes}
    must_not_pause(session, meeting)
    quorum = get_assembly(session, meeting).find_quorum_at(now, without=list_conflicted(session, item.id))
    if not quorum.present:
        raise Refusal(MeetingRefusal.NOBODY_PRESENT)
    stamped = [_stamp(bench, counted) for bench in quorum.benches]
    return record_count(session, actor, decision, stamped, year=meeting.year, number=meeting.number, now=now)


def agree_action(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    item: AgendaItem,
    *,
    title: str,
    text: str,
    lang: str,
    organisation_id: int,
    person_id: int | None,
    due_on: date,
    decision_id: int | None = None,
    place: Location = NOWHERE,
    now: datetime,
) -> Action:
    """Write down under an item who does what by when."""
    must_be_correctable(session, meeting)
    return actions.agree(
        session,
        actor,
        session.get_one(Group, meeting.group_id),
        title=title,
        text=text,
        lang=lang,
        organisation_id=organisation_id,
        person_id=person_id,
        due_on=due_on,
        topic_id=item.topic_id,
        agenda_item_id=item.id,
        decision_id=decision_id,
        place=place,
        now=now,
    )


def _stamp(bench: BenchPresence, counted: Mapping[BenchKey, BenchVotes]) -> BenchVotes:
    """A bench's hands with the seats it has and those of them in the room."""
    hands = counted.get(bench.bench, BenchVotes(bench.bench, 0, 0))
    try:
        return replace(hands, seats=bench.seats, present=bench.present)
    except ImpossibleVotes:
        raise Refusal(MeetingRefusal.MORE_VOTES_THAN_PRESENT) from None
