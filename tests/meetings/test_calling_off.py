"""A planned meeting is called off: everybody reads why, and nothing of its agenda is lost."""

import pytest
from icalendar import Calendar
from sqlmodel import Session, select

from quarter.foundation.audit import AuditEntry
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import MeetingRefusal, MeetingState
from quarter.meetings.models import InvitationLetter, Meeting
from quarter.meetings.queries.carry_over import list_not_reached
from quarter.meetings.service.agenda import add_item
from quarter.meetings.service.course import end, start
from quarter.meetings.service.invitations import invite
from quarter.meetings.service.planning import call_off, change
from tests.conftest import NOW, Look, Made
from tests.factories.world import World
from tests.meetings.evening import BEGIN, after, planned, running
from tests.strict_client import StrictClient

WHY = "Der Raum steht unter Wasser."


def called_off(session: Session, world: World, **changes: object) -> Meeting:
    meeting = planned(session, world, **changes)
    call_off(session, world.moderator, meeting, because=WHY, now=NOW)
    return meeting


def test_a_moderator_calls_it_off_with_a_reason_that_everybody_reads(
    client: StrictClient, world: World, made: Made
) -> None:
    made(planned)
    client.sign_in(world.moderator).get("/meetings/1")
    client.get("/meetings/1/call-off")
    client.submit(status=422, because=" ")
    assert "Please say why" in client.text
    client.submit(because=WHY, follow=True)
    client.sign_out()
    client.get("/meetings/1")
    assert "This meeting is called off." in client.text and WHY in client.text


def test_it_stands_among_the_next_ones_until_its_day_is_past(client: StrictClient, made: Made, look: Look) -> None:
    made(called_off)
    client.get("/meetings")
    coming, past = client.text.split("Past meetings and their minutes")
    assert "Called off" in coming and "Called off" not in past


def test_two_presses_call_it_off_once(session: Session, world: World) -> None:
    meeting = called_off(session, world)
    call_off(session, world.moderator, meeting, because="Noch einmal", now=NOW)
    assert (meeting.called_off_because, meeting.calendar_sequence) == (WHY, 1)


def test_nothing_is_planned_or_begun_in_it_any_more(session: Session, world: World) -> None:
    meeting = called_off(session, world)
    deeds = (
        lambda: start(session, world.moderator, meeting, now=BEGIN),
        lambda: end(session, world.moderator, meeting, now=BEGIN),
        lambda: add_item(session, world.moderator, meeting, title="Neu", now=NOW),
        lambda: invite(session, world.moderator, meeting, now=NOW),
        lambda: change(
            session, world.moderator, meeting,
            starts_at=after(60), place="Kita", link="", planned_minutes=60, expected=1, now=NOW,
        ),
    )  # fmt: skip
    for deed in deeds:
        with pytest.raises(Refusal) as refused:
            deed()
        assert refused.value.reason is MeetingRefusal.MEETING_IS_CALLED_OFF


def test_one_that_has_begun_is_ended_and_not_called_off(session: Session, world: World) -> None:
    meeting = running(session, world)
    with pytest.raises(Refusal):
        call_off(session, world.moderator, meeting, because=WHY, now=NOW)
    assert meeting.state is MeetingState.RUNNING


def test_its_agenda_is_offered_for_the_next_meeting(session: Session, world: World) -> None:
    called_off(session, world)
    following = planned(session, world, starts_at=after(60 * 24 * 7))
    assert "Sichere Wege zur Kita" in [row.title for row in list_not_reached(session, following)]


def test_the_thread_of_each_topic_tells_it(session: Session, world: World) -> None:
    called_off(session, world)
    entries = session.exec(select(AuditEntry).where(AuditEntry.name == "meetings:topic_called_off_with_meeting")).all()
    assert [entry.title for entry in entries] == ["Sichere Wege zur Kita"]


def test_whoever_was_invited_is_told_and_nobody_else(session: Session, world: World) -> None:
    meeting = planned(session, world)
    call_off(session, world.moderator, meeting, because=WHY, now=NOW)
    assert session.exec(select(InvitationLetter)).all() == []
    other = planned(session, world, starts_at=after(60))
    invite(session, world.moderator, other, now=NOW)
    invited = len(session.exec(select(InvitationLetter)).all())
    call_off(session, world.moderator, other, because=WHY, now=NOW)
    assert len(session.exec(select(InvitationLetter)).all()) == 2 * invited > 0


def test_calendars_strike_it_out(client: StrictClient, made: Made) -> None:
    made(called_off)
    [event] = Calendar.from_ical(client.get("/meetings/1.ics").get_data()).walk("VEVENT")
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
