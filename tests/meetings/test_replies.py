"""Who comes: answers to the invitation, the outlook on the quorum, and substitutes who count for their member."""

from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select

from quarter.foundation.db import Database
from quarter.foundation.refusals import Refusal
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.meetings.domain import MeetingRefusal, Reply
from quarter.meetings.models import Meeting, SeatReply
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.reply_links import reply_path
from quarter.meetings.service.course import start
from quarter.meetings.service.planning import change
from quarter.meetings.service.replies import reply
from quarter.minutes.builder import build_minutes
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import BEGIN, EVERYBODY, after, arrive, planned
from tests.strict_client import StrictClient


def answer(session: Session, world: World, meeting: Meeting, name: str, says: Reply, **more: Any) -> None:
    seat = session.get_one(Seat, world.seats[name])
    reply(session, getattr(world, name), meeting, seat, says=says, **more, now=NOW)


def instead(session: Session, world: World, meeting: Meeting, name: str) -> None:
    answer(session, world, meeting, name, Reply.SENDS_SUBSTITUTE, substitute_id=world.seats["substitute"])


def note_of(client: StrictClient) -> str:
    """What stands in the field for a word on it."""
    return next(element.get("value") for element in client.page.iter() if element.get("name") == "note")


def test_the_outlook_counts_who_said_they_come(session: Session, world: World) -> None:
    meeting = planned(session, world)
    for name in EVERYBODY:
        answer(session, world, meeting, name, Reply.COMES)
    assert get_assembly(session, meeting).find_expected().present == 6
    answer(session, world, meeting, "city", Reply.CANNOT_COME, note="Auf Dienstreise")
    answer(session, world, meeting, "second_city", Reply.CANNOT_COME)
    expected = get_assembly(session, meeting).find_expected()
    assert (expected.present, expected.is_met) == (4, False)  # nobody of the city


def test_a_later_answer_takes_the_place_of_an_earlier_one(session: Session, world: World) -> None:
    meeting = planned(session, world)
    for says in (Reply.COMES, Reply.CANNOT_COME, Reply.CANNOT_COME):
        answer(session, world, meeting, "city", says)
    assert [row.reply for row in session.exec(select(SeatReply))] == [Reply.CANNOT_COME]


def test_a_substitute_counts_for_the_member_and_never_twice(session: Session, world: World) -> None:
    meeting = planned(session, world)
    instead(session, world, meeting, "initiative")
    start(session, world.moderator, meeting, now=BEGIN)
    arrive(session, world, meeting, "substitute")
    assert get_assembly(session, meeting).present_at(BEGIN)[BenchKey.RESIDENTS] == 1
    arrive(session, world, meeting, "initiative", now=after(5))  # could come after all
    assert get_assembly(session, meeting).present_at(after(6))[BenchKey.RESIDENTS] == 1


def test_a_substitute_whom_nobody_sent_has_no_vote(session: Session, world: World) -> None:
    meeting = planned(session, world)
    start(session, world.moderator, meeting, now=BEGIN)
    arrive(session, world, meeting, "substitute")
    assert get_assembly(session, meeting).present_at(BEGIN)[BenchKey.RESIDENTS] == 0


def test_nobody_stands_in_for_two_or_for_another_bench(session: Session, world: World) -> None:
    meeting = planned(session, world)
    instead(session, world, meeting, "initiative")
    instead(session, world, meeting, "initiative")  # pressed twice
    for name in ("neighbour", "city", "secretary"):
        with pytest.raises(Refusal, match=MeetingRefusal.NO_SUBSTITUTE.value):
            instead(session, world, meeting, name)


def test_another_day_asks_everybody_anew_and_another_room_does_not(session: Session, world: World) -> None:
    meeting = planned(session, world)
    answer(session, world, meeting, "city", Reply.COMES)
    same = {"place": "Bürgertreff", "link": "", "planned_minutes": 120, "now": NOW}
    change(session, world.moderator, meeting, starts_at=BEGIN, expected=meeting.version, **same)
    assert get_assembly(session, meeting).find_expected().present == 1
    change(session, world.moderator, meeting, starts_at=after(1440), expected=meeting.version, **same)
    assert get_assembly(session, meeting).find_expected().present == 0


def test_once_it_has_begun_it_is_too_late(session: Session, world: World) -> None:
    meeting = planned(session, world)
    start(session, world.moderator, meeting, now=BEGIN)
    with pytest.raises(Refusal, match=MeetingRefusal.MEETING_HAS_BEGUN.value):
        answer(session, world, meeting, "city", Reply.COMES)


def test_the_minutes_tell_who_was_excused_and_who_stood_in(session: Session, world: World) -> None:
    meeting = planned(session, world)
    answer(session, world, meeting, "city", Reply.CANNOT_COME)
    instead(session, world, meeting, "initiative")
    start(session, world.moderator, meeting, now=BEGIN)
    arrive(session, world, meeting, "substitute")
    seats = {seat.name: seat for seat in build_minutes(session, meeting).seats}
    assert seats[world.city.name].is_excused and not seats[world.second_city.name].is_excused
    assert seats[world.substitute.name].stands_in_for == world.initiative.name


class TestPages:
    @pytest.fixture
    def meeting(self, database: Database, world: World) -> int:
        with database.unit_of_work() as session:
            return planned(session, world).id

    def test_one_press_answers(self, client: StrictClient, world: World, meeting: int) -> None:
        client.sign_in(world.city).get(f"/meetings/{meeting}")
        client.submit(action="/replies/", reply="comes", follow=True)
        assert "You are expected" in client.text and "1 of 6" in client.text

    def test_a_member_sends_a_substitute(self, client: StrictClient, world: World, meeting: int) -> None:
        client.sign_in(world.initiative).get(f"/meetings/{meeting}/replies/{world.seats['initiative']}")
        client.submit(reply="sends_substitute", note="Bin im Urlaub", status=409)
        assert "choose a substitute of the same bench" in client.text and note_of(client) == "Bin im Urlaub"
        substitute = str(world.seats["substitute"])
        client.submit(reply="sends_substitute", substitute=substitute, note="Bin im Urlaub", follow=True)
        assert world.substitute.name in client.text

    def test_without_an_answer_the_form_asks_for_one(self, client: StrictClient, world: World, meeting: int) -> None:
        client.sign_in(world.city).get(f"/meetings/{meeting}/replies/{world.seats['city']}")
        client.submit(note="Vielleicht", status=422)
        assert "Please choose an answer." in client.text and note_of(client) == "Vielleicht"

    def test_who_comes_is_for_the_group(self, client: StrictClient, world: World, meeting: int) -> None:
        client.get(f"/meetings/{meeting}")
        assert "Who comes" not in client.text
        client.sign_in(world.city).get(f"/meetings/{meeting}/replies/{world.seats['initiative']}", status=403)

    def test_the_secretary_notes_what_somebody_said_on_the_telephone(
        self, client: StrictClient, world: World, meeting: int
    ) -> None:
        client.sign_in(world.secretary).get(f"/meetings/{meeting}/replies/{world.seats['city']}")
        client.submit(reply="cannot_come", follow=True)
        client.get(f"/meetings/{meeting}")
        assert "Cannot come" in client.text

    def test_a_seat_of_another_group_is_not_there(self, client: StrictClient, world: World, meeting: int) -> None:
        client.sign_in(world.city).get(f"/meetings/{meeting}/replies/999", status=404)


class TestLinkInTheLetter:
    """Its receiver need not sign in, and looking at it does nothing."""

    @pytest.fixture
    def meeting(self, database: Database, world: World) -> int:
        with database.unit_of_work() as session:
            return planned(session, world).id

    def link(self, app: Flask, world: World, meeting: int, name: str, says: Reply) -> str:
        return reply_path(meeting, world.seats[name], says, secret_key=str(app.secret_key))

    def replies(self, database: Database) -> list[tuple[int, Reply]]:
        with database.session(writes=False) as session:
            return [(row.seat_id, row.reply) for row in session.exec(select(SeatReply))]

    def test_it_opens_a_page_with_the_answer_chosen_and_one_button_gives_it(
        self, app: Flask, client: StrictClient, database: Database, world: World, meeting: int
    ) -> None:
        client.get(self.link(app, world, meeting, "city", Reply.CANNOT_COME))
        assert self.replies(database) == []
        client.submit(follow=True)
        assert "Thank you for letting the group know" in client.text
        assert self.replies(database) == [(world.seats["city"], Reply.CANNOT_COME)]

    def test_it_serves_again_for_another_answer(
        self, app: Flask, client: StrictClient, database: Database, world: World, meeting: int
    ) -> None:
        for says in (Reply.COMES, Reply.CANNOT_COME):
            client.get(self.link(app, world, meeting, "city", says))
            client.submit(follow=True)
        assert self.replies(database) == [(world.seats["city"], Reply.CANNOT_COME)]

    def test_a_member_names_the_substitute_there(
        self, app: Flask, client: StrictClient, database: Database, world: World, meeting: int
    ) -> None:
        client.get(self.link(app, world, meeting, "initiative", Reply.SENDS_SUBSTITUTE))
        client.submit(substitute=str(world.seats["substitute"]), follow=True)
        assert self.replies(database) == [(world.seats["initiative"], Reply.SENDS_SUBSTITUTE)]

    def test_it_says_so_when_the_meeting_has_begun(
        self, app: Flask, client: StrictClient, database: Database, world: World, meeting: int
    ) -> None:
        client.get(self.link(app, world, meeting, "city", Reply.COMES))
        with database.unit_of_work() as session:
            start(session, world.moderator, session.get_one(Meeting, meeting), now=BEGIN)
        client.submit(status=409)
        assert self.replies(database) == []

    def test_a_changed_link_and_one_for_a_seat_given_up_open_nothing(
        self, app: Flask, client: StrictClient, database: Database, world: World, meeting: int
    ) -> None:
        address = self.link(app, world, meeting, "city", Reply.COMES)
        client.get(address.replace("?answer", "x?answer"), status=404)
        with database.unit_of_work() as session:
            session.get_one(Seat, world.seats["city"]).until_on = NOW.date()
        client.get(address, status=404)
