"""Short ways to a decision in some state, for the tests of this room."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from quarter.decisions.domain import BenchVotes, Choice, DecisionRefusal, Method
from quarter.decisions.models import Decision
from quarter.decisions.service import closing, proposals, voting
from quarter.foundation.audit import AuditEntry
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.groups.domain import BenchKey
from quarter.meetings.models import AgendaItem, Meeting
from tests.conftest import NOW
from tests.factories.world import World

CITY, COOPERATIVES, RESIDENTS = BenchKey
DEADLINE = NOW + timedelta(days=3)
AFTER = DEADLINE + timedelta(minutes=1)
MEMBERS = ("city", "second_city", "cooperative", "second_cooperative", "initiative", "neighbour")


def propose(session: Session, world: World, **changes: Any) -> Decision:
    """An online question of the moderator's, with a deadline in three days."""
    written = {
        "title": "Play street", "question": "Shall 80 metres become a play street?", "lang": "en",
        "method": Method.ONLINE, "closes_at": DEADLINE, "now": NOW,
    }  # fmt: skip
    return proposals.propose(session, world.moderator, world.group(session), **{**written, **changes})


def open_vote(session: Session, world: World, **changes: Any) -> Decision:
    decision = propose(session, world, **changes)
    voting.open_vote(session, world.moderator, decision, now=NOW)
    return decision


def cast(session: Session, world: World, decision: Decision, **choices: Choice) -> None:
    for name, choice in choices.items():
        voting.cast_ballot(session, getattr(world, name), decision, choice, now=NOW)


def decide(session: Session, world: World, **changes: Any) -> Decision:
    """An online question that all six members agreed to."""
    decision = open_vote(session, world, **changes)
    cast(session, world, decision, **dict.fromkeys(MEMBERS, Choice.YES))
    closing.close(session, world.moderator, decision, now=AFTER)
    return decision


def fail(session: Session, world: World, **changes: Any) -> Decision:
    """An online question that the city's bench stopped."""
    decision = open_vote(session, world, **changes)
    votes = dict.fromkeys(MEMBERS, Choice.YES) | {"city": Choice.NO, "second_city": Choice.NO}
    cast(session, world, decision, **votes)
    closing.close(session, world.moderator, decision, now=AFTER)
    return decision


def add_item(session: Session, world: World, number: int = 7) -> AgendaItem:
    """An agenda item of a running meeting."""
    meeting = Meeting(
        group_id=world.group_id, year=2026, number=number, starts_at=NOW, place="Hall", lang="en",
        state="running", opened_at=NOW,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    item = AgendaItem(meeting_id=meeting.id, position=1, title="Play street", lang="en")
    session.add(item)
    session.flush()
    keep(session, meeting.subject(at=NOW), item.subject(world.group_id, at=NOW))
    return item


def ask_in_room(session: Session, world: World, item: AgendaItem) -> Decision:
    """A question under an agenda item, to be counted by hands."""
    return propose(session, world, method=Method.ROOM, agenda_item_id=item.id, closes_at=None)


def hands(yes: int = 2, no: int = 0) -> list[BenchVotes]:
    """The same show of hands in each bench."""
    return [BenchVotes(bench, seats=2, present=2, yes=yes, no=no) for bench in BenchKey]


def refused(deed, *args, **kwargs) -> DecisionRefusal:
    with pytest.raises(Refusal) as refusal:
        deed(*args, **kwargs)
    return refusal.value.reason


def told(session: Session, decision: Decision) -> list[str]:
    query = select(AuditEntry.name).where(AuditEntry.subject_kind == "decision", AuditEntry.subject_id == decision.id)
    return list(session.exec(query.order_by(AuditEntry.id)))
