"""What is noted about the room besides seats: guests, breaks, who chairs, who has a conflict of interest."""

from typing import Any

import pytest
import time_machine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from quarter.decisions.domain import BenchVotes
from quarter.foundation.multilingual import Words
from quarter.groups.domain import BenchKey
from quarter.meetings.domain import MeetingRefusal, MeetingState, Office, Reply
from quarter.meetings.models import Break, Meeting
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.service.breaks import begin_break, end_break
from quarter.meetings.service.conflicts import note_conflict, take_conflict_back
from quarter.meetings.service.course import arrive, end, start
from quarter.meetings.service.guests import see_guest_off, welcome_guest
from quarter.meetings.service.offices import give_offices
from quarter.meetings.service.replies import reply
from quarter.minutes.builder import build_minutes
from quarter.minutes.document import GuestPresent, Pause, Presence, RecordStatus
from quarter.minutes.exports.layout import lay_out
from tests.conftest import Made
from tests.factories.world import World
from tests.meetings.evening import BEGIN, after, decided, items, planned, refused, running
from tests.strict_client import StrictClient


def test_a_guest_who_comes_back_is_one_guest_with_two_stays(session: Session, world: World) -> None:
    meeting = running(session, world)
    guest = welcome_guest(session, world.secretary, meeting, name="Eva Lang", organisation="Presse", now=BEGIN)
    see_guest_off(session, world.secretary, meeting, guest, now=after(10))
    see_guest_off(session, world.secretary, meeting, guest, now=after(20))  # a second press
    welcome_guest(session, world.secretary, meeting, name="Eva Lang", organisation="Presse", now=after(30))
    minutes = build_minutes(session, meeting)
    stays = (Presence(BEGIN, after(10)), Presence(after(30), None))
    assert minutes.guests == (GuestPresent("Eva Lang", "Presse", stays),)
    assert ("Eva Lang", "Presse", "Guest") in [row[:3] for row in sheet_of(session, meeting).present.rows]
    assert minutes.quorum.present == 6  # guests have no vote


def test_a_guest_noted_by_a_slip_leaves_no_trace(session: Session, world: World) -> None:
    meeting = running(session, world)
    guest = welcome_guest(session, world.secretary, meeting, name="Eva Lang", now=BEGIN)
    see_guest_off(session, world.secretary, meeting, guest, now=BEGIN)
    assert build_minutes(session, meeting).guests == ()


def test_nothing_is_counted_during_a_break(session: Session, world: World) -> None:
    meeting = running(session, world)
    for _press in range(2):
        begin_break(session, world.secretary, meeting, now=after(15))
    with refused(MeetingRefusal.MEETING_HAS_A_BREAK):
        decided(session, world, meeting)
    end_break(session, world.secretary, meeting, now=after(22))
    decided(session, world, meeting)
    assert build_minutes(session, meeting).breaks == (Pause(after(15), after(22)),)
    assert "18:15 to 18:22" in dict(sheet_of(session, meeting).facts)["Breaks"]


def test_a_break_ends_with_the_meeting(session: Session, world: World) -> None:
    meeting = running(session, world)
    begin_break(session, world.secretary, meeting, now=after(15))
    end(session, world.secretary, meeting, now=after(20))
    assert build_minutes(session, meeting).breaks == (Pause(after(15), after(20)),)


def test_a_meeting_has_one_break_at_a_time(session: Session, world: World) -> None:
    meeting = running(session, world)
    session.add_all(Break(meeting_id=meeting.id, begun_at=after(minute)) for minute in (1, 2))
    with pytest.raises(IntegrityError):
        session.flush()


def test_chair_and_secretary_are_those_of_the_group_unless_others_are_named(session: Session, world: World) -> None:
    meeting = running(session, world, "city", "cooperative", "secretary")
    second = items(session, meeting)[1]
    assert build_minutes(session, meeting).chairs == ("Moderator",)
    give(session, world, meeting, None, {Office.CHAIR: world.seats["city"], Office.SECRETARY: None})
    give(session, world, meeting, second, {Office.CHAIR: None, Office.SECRETARY: world.seats["cooperative"]})
    minutes = build_minutes(session, meeting)
    assert (minutes.chairs, minutes.secretaries) == (("City",), ("Secretary",))
    assert [(item.chair, item.secretary) for item in minutes.items] == [("", ""), ("", "Cooperative")]
    assert "Minutes kept by: Cooperative" in sheet_of(session, meeting).items[1].facts
    assert [signature.names for signature in sheet_of(session, meeting).signatures] == ["City", "Secretary"]
    give(session, world, meeting, None, dict.fromkeys(Office))
    assert build_minutes(session, meeting).chairs == ("Moderator",)


def test_only_who_is_there_can_chair(session: Session, world: World) -> None:
    meeting = running(session, world, "city")
    with refused(MeetingRefusal.SEAT_WAS_NOT_THERE):
        give(session, world, meeting, None, {Office.CHAIR: world.seats["cooperative"]})


def test_whoever_has_a_conflict_of_interest_is_not_there_for_the_vote(session: Session, world: World) -> None:
    meeting = running(session, world)
    item = items(session, meeting)[1]
    for _press in range(2):
        note_conflict(session, world.secretary, meeting, item, world.seats["city"], now=after(11))
    with refused(MeetingRefusal.MORE_VOTES_THAN_PRESENT):
        decided(session, world, meeting)
    votes = (BenchVotes(bench, 2, 2, yes=1 if bench is BenchKey.CITY else 2) for bench in BenchKey)
    found = decided(session, world, meeting, *votes)
    assert found.result is not None
    assert [(each["seats"], each["present"]) for each in found.result["votes"]] == [(2, 1), (2, 2), (2, 2)]
    assert [item.conflicts for item in build_minutes(session, meeting).items] == [(), ("City",)]
    said = "Took no part because of a conflict of interest: City"
    assert said in sheet_of(session, meeting).items[1].facts


def test_a_conflict_noted_by_mistake_is_taken_back(session: Session, world: World) -> None:
    meeting = running(session, world)
    item = items(session, meeting)[1]
    note_conflict(session, world.secretary, meeting, item, world.seats["city"], now=after(11))
    take_conflict_back(session, world.secretary, meeting, item, world.seats["city"], now=after(12))
    decided(session, world, meeting)


def test_a_seat_of_another_group_has_no_part_to_take(session: Session, world: World) -> None:
    meeting = running(session, world)
    with refused(MeetingRefusal.SEAT_NOT_IN_GROUP):
        item = items(session, meeting)[1]
        note_conflict(session, world.secretary, meeting, item, world.seats["other_member"], now=after(11))


def test_a_conflict_of_the_substitute_takes_the_member_s_vote(session: Session, world: World) -> None:
    from quarter.groups.models import Seat

    meeting = planned(session, world)
    seat = session.get_one(Seat, world.seats["initiative"])
    reply(
        session, world.initiative, meeting, seat,
        says=Reply.SENDS_SUBSTITUTE, substitute_id=world.seats["substitute"], now=BEGIN,
    )  # fmt: skip
    start(session, world.moderator, meeting, now=BEGIN)
    substitute = session.get_one(Seat, world.seats["substitute"])
    arrive(session, world.secretary, meeting, substitute, now=BEGIN)
    assembly = get_assembly(session, meeting)
    assert assembly.present_at(after(1))[BenchKey.RESIDENTS] == 1
    assert assembly.present_at(after(1), without={world.seats["substitute"]})[BenchKey.RESIDENTS] == 0
    assert assembly.present_at(after(1), without={world.seats["initiative"]})[BenchKey.RESIDENTS] == 1


def test_a_meeting_without_anybody_ends_only_with_a_reason(session: Session, world: World) -> None:
    meeting = planned(session, world)
    start(session, world.moderator, meeting, now=BEGIN)
    with refused(MeetingRefusal.NOBODY_WAS_NOTED):
        end(session, world.moderator, meeting, now=after(20))
    end(session, world.moderator, meeting, not_held_because="Sturmwarnung", now=after(20))
    assert meeting.state is MeetingState.ENDED
    assert ("Did not take place", "Sturmwarnung") in sheet_of(session, meeting).facts


def test_the_page_of_attendance_notes_guests_and_breaks(
    client: StrictClient, world: World, made: Made, clock: time_machine.Traveller
) -> None:
    made(running)
    clock.move_to(after(20))
    client.sign_in(world.secretary).get("/meetings/1/attendance")
    client.submit(action="/guests", name="", status=422)
    assert "Please write who has come." in client.text
    client.submit(action="/guests", name="Eva Lang", organisation="Presse", follow=True)
    assert "Eva Lang PresseThere since 18:20" in client.text
    client.submit(action="/break/begin", follow=True)
    assert "The meeting has a break." in client.text
    clock.move_to(after(30))
    client.submit(action="/guests/1/leave", follow=True)
    client.submit(action="/break/end", follow=True)
    assert "Left at 18:30" in client.text and "18:20 to 18:30" in client.text
    client.get("/meetings/1/offices")
    client.submit(chair=str(world.seats["city"]), follow=True)
    assert "ChairCityMinutes kept by–" in client.text


def test_the_page_of_an_item_notes_who_takes_no_part_and_who_chairs_it(
    client: StrictClient, world: World, made: Made, clock: time_machine.Traveller
) -> None:
    made(running)
    clock.move_to(after(20))
    client.sign_in(world.secretary).get("/meetings/1/items/2/conflicts")
    client.submit(seat="", status=422)
    client.submit(seat=str(world.seats["city"]), follow=True)
    client.get("/meetings/1/items/2")
    assert "Quorate: 5 of 6" in client.text and "Conflict of interestCity" in client.text
    client.get("/meetings/1/items/2/offices")
    client.submit(secretary=str(world.seats["cooperative"]), follow=True)
    assert "Minutes kept byCooperative" in client.text
    client.get("/meetings/1/items/2/conflicts")
    client.submit(action=f"/conflicts/{world.seats['city']}/remove", follow=True)
    assert "Nobody has a conflict of interest under this item." in client.text


def test_ending_without_anybody_says_what_to_do(client: StrictClient, world: World, made: Made) -> None:
    made(planned)
    made(lambda session, world: start(session, world.moderator, session.get_one(Meeting, 1), now=BEGIN))
    client.sign_in(world.secretary).get("/meetings/1/end")
    client.submit(status=409)
    assert "Note who was there, or write why the meeting did not take place." in client.text
    client.submit(because="Zu wenige kamen.", follow=True)
    assert "Did not take place" in client.text and "Zu wenige kamen." in client.text


def give(session: Session, world: World, meeting: Meeting, item: Any, seats: dict[Office, int | None]) -> None:
    give_offices(session, world.secretary, meeting, item, seats, now=after(5))


def sheet_of(session: Session, meeting: Meeting) -> Any:
    return lay_out(build_minutes(session, meeting), Words("en", "Europe/Berlin"), RecordStatus())
