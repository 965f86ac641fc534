"""A meeting on the way: planned, open with people in the room, or over, as a test needs it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from quarter.decisions.domain import BenchVotes
from quarter.decisions.models import Decision
from quarter.foundation.refusals import Refusal
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.service import course
from quarter.meetings.service.agenda import add_item, add_topic
from quarter.meetings.service.course import begin_item, end, start
from quarter.meetings.service.notes import write_notes
from quarter.meetings.service.outcomes import agree_action, count_votes, put_question
from quarter.meetings.service.planning import schedule
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.sealing import seal
from quarter.minutes.service.signatures import sign
from quarter.topics.models import Topic
from quarter.topics.service import open_topic
from tests.conftest import NOW, Look
from tests.factories.world import World

BEGIN = datetime.fromisoformat("2026-12-01T17:00:00+00:00")  # 18:00 in Berlin
EVERYBODY = ("city", "second_city", "cooperative", "second_cooperative", "initiative", "neighbour")


def after(minutes: int) -> datetime:
    """So many minutes after the meeting began."""
    return BEGIN + timedelta(minutes=minutes)


def a_topic(session: Session, world: World, title: str = "Sichere Wege zur Kita") -> Topic:
    return open_topic(session, world.moderator, world.group(session), title=title, summary="", lang="de", now=NOW)


def planned(session: Session, world: World, **changes: Any) -> Meeting:
    """A meeting on 1 December, 18:00, with an opening and one topic on its agenda."""
    values = {"starts_at": BEGIN, "place": "Stadtteilbüro", "lang": "de", **changes}
    meeting = schedule(session, world.moderator, world.group(session), **values, now=NOW)
    add_item(session, world.moderator, meeting, title="Eröffnung", now=NOW)
    add_topic(session, world.moderator, meeting, a_topic(session, world), now=NOW)
    return meeting


def items(session: Session, meeting: Meeting) -> list[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
    return list(session.exec(query).all())


def arrive(session: Session, world: World, meeting: Meeting, *names: str, now: datetime = BEGIN) -> None:
    for name in names:
        seat = session.get_one(Seat, world.seats[name])
        course.arrive(session, world.secretary, meeting, seat, now=now)


def running(session: Session, world: World, *names: str) -> Meeting:
    """Open, with the people of `names` (everybody, if none is named) in the room, at its first item."""
    meeting = planned(session, world)
    start(session, world.moderator, meeting, now=BEGIN)
    arrive(session, world, meeting, *(names or EVERYBODY))
    begin_item(session, world.secretary, meeting, items(session, meeting)[0], now=after(2))
    return meeting


def opened(session: Session, world: World, now: datetime) -> Meeting:
    """Opened this moment, for tests in which the clock runs: everybody in the room, at the first of two items."""
    group = world.group(session)
    meeting = schedule(session, world.moderator, group, starts_at=now, place="Stadtteilbüro", lang="de", now=now)
    add_item(session, world.moderator, meeting, title="Eröffnung", now=now)
    add_topic(session, world.moderator, meeting, a_topic(session, world), now=now)
    start(session, world.moderator, meeting, now=now)
    arrive(session, world, meeting, *EVERYBODY, now=now)
    begin_item(session, world.secretary, meeting, items(session, meeting)[0], now=now)
    return meeting


def decided(session: Session, world: World, meeting: Meeting, *votes: BenchVotes) -> Decision:
    """A question under the second item, counted; unanimous unless votes are given."""
    decision = put_question(
        session, world.secretary, meeting, items(session, meeting)[1],
        title="Spielstraße vor der Kita", question="Soll die Gasse Spielstraße werden?", lang="de",
        now=after(20),
    )  # fmt: skip
    unanimous = [BenchVotes(bench, 2, 2, yes=2) for bench in BenchKey]
    count_votes(session, world.secretary, decision, votes or unanimous, now=after(25))
    return decision


def ended(session: Session, world: World) -> Meeting:
    """Over, with a note, a decision and an action under the second item."""
    meeting = running(session, world)
    topic_item = items(session, meeting)[1]
    begin_item(session, world.secretary, meeting, topic_item, now=after(10))
    note(session, world, meeting, topic_item, "Die Stadt hält 80 Meter für möglich.")
    decided(session, world, meeting)
    agree_action(
        session, world.secretary, meeting, topic_item,
        title="Genehmigung vorbereiten", text="", lang="de", organisation_id=world.organisations["city"],
        person_id=world.city.person_id, due_on=after(60 * 24 * 30).date(), now=after(30),
    )  # fmt: skip
    end(session, world.secretary, meeting, now=after(90))
    return meeting


def note(session: Session, world: World, meeting: Meeting, item: AgendaItem, text: str) -> None:
    write_notes(session, world.secretary, meeting, item, text, expected=item.version, now=after(15))


def approved(session: Session, world: World) -> Meeting:
    meeting = ended(session, world)
    circulate(session, world.secretary, meeting, now=after(120))
    approve(session, world.moderator, meeting, now=after(180))
    return meeting


def sealed(session: Session, world: World) -> Meeting:
    meeting = approved(session, world)
    sign(session, world.moderator, meeting, now=after(185))
    sign(session, world.secretary, meeting, now=after(190))
    seal(session, world.moderator, meeting, now=after(200))
    return meeting


def ids_of(look: Look, meeting: int) -> list[int]:
    """The items of the agenda, in its order."""
    return look(lambda session: [item.id for item in items(session, session.get_one(Meeting, meeting))])


def refused(reason: MeetingRefusal) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=f"^{reason.value}$")
