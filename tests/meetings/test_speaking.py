"""The speaking list: in which order people speak to the item that the meeting is at, and who has the floor."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import Speech
from quarter.meetings.queries.speaking import get_speaking_list
from quarter.meetings.service.breaks import begin_break, end_break
from quarter.meetings.service.course import begin_item
from quarter.meetings.service.speaking import end_speech, give_floor, take_off_list
from tests.factories.world import World
from tests.meetings.evening import BEGIN, EVERYBODY, after, items, refused, running
from tests.meetings.speaking import ask, give, speaking, stop, turn_of, waiting


class TestOrder:
    def test_who_has_not_spoken_to_the_item_comes_first_and_otherwise_it_is_as_they_asked(
        self, session: Session, world: World
    ) -> None:
        meeting = running(session, world)
        for minute, name in enumerate(("city", "cooperative"), 5):
            ask(session, world, meeting, name, minute)
            give(session, world, meeting, name, minute)
            stop(session, world, meeting, name, minute + 1)
        for minute, name in enumerate(("cooperative", "city", "neighbour", "initiative"), 10):
            ask(session, world, meeting, name, minute)
        assert waiting(session, meeting) == ["Neighbour", "Initiative", "Cooperative", "City"]
        assert [turn.has_spoken for turn in get_speaking_list(session, meeting).waiting] == [False, False, True, True]

    def test_who_asked_at_the_same_instant_keeps_the_order_of_asking(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        for name in EVERYBODY:
            ask(session, world, meeting, name)
        assert waiting(session, meeting) == [name.replace("_", " ").title() for name in EVERYBODY]

    def test_whoever_was_taken_off_has_not_spoken(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        ask(session, world, meeting, "city", 5)
        speech = turn_of(session, world, meeting, "city")
        take_off_list(session, world.city, meeting, speech, now=after(6))
        assert waiting(session, meeting) == []
        ask(session, world, meeting, "neighbour", 7)
        ask(session, world, meeting, "city", 8)
        assert [turn.has_spoken for turn in get_speaking_list(session, meeting).waiting] == [False, False]

    def test_at_the_next_item_nobody_has_spoken_yet(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        ask(session, world, meeting, "city", 5)
        give(session, world, meeting, "city", 6)
        begin_item(session, world.secretary, meeting, items(session, meeting)[1], now=after(8))
        ask(session, world, meeting, "city", 9)
        ask(session, world, meeting, "neighbour", 10)
        assert waiting(session, meeting) == ["City", "Neighbour"]


class TestFloor:
    def test_the_next_speaker_ends_the_one_before(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        for name in ("city", "neighbour"):
            ask(session, world, meeting, name)
        give(session, world, meeting, "city", 11)
        give(session, world, meeting, "neighbour", 14)
        found = get_speaking_list(session, meeting)
        assert found.speaking is not None
        assert (found.speaking.name, found.speaking.begun_at, found.waiting) == ("Neighbour", after(14), ())

    def test_pressed_twice_the_floor_goes_on_by_one(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        for name in ("city", "neighbour", "initiative"):
            ask(session, world, meeting, name)
        first, second = (turn_of(session, world, meeting, name) for name in ("city", "neighbour"))
        for speech in (first, first, second):  # where the first button was, the next one is now
            give_floor(session, world.secretary, meeting, speech, now=after(11))
        end_speech(session, world.secretary, meeting, first, now=after(11))
        assert (speaking(session, meeting), waiting(session, meeting)) == ("City", ["Neighbour", "Initiative"])
        give_floor(session, world.secretary, meeting, second, now=after(11) + timedelta(seconds=2))
        give_floor(session, world.secretary, meeting, first, now=after(12))  # from a window of before
        assert (speaking(session, meeting), waiting(session, meeting)) == ("Neighbour", ["Initiative"])

    def test_a_late_press_does_not_end_another_s_speech(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        for name in ("city", "neighbour"):
            ask(session, world, meeting, name)
        give(session, world, meeting, "city", 11)
        first = turn_of(session, world, meeting, "city")
        give(session, world, meeting, "neighbour", 12)
        end_speech(session, world.secretary, meeting, first, now=after(13))
        assert speaking(session, meeting) == "Neighbour"
        take_off_list(session, world.secretary, meeting, turn_of(session, world, meeting, "neighbour"), now=after(14))
        assert speaking(session, meeting) == "Neighbour"  # who speaks does not wait any more

    def test_in_a_break_nobody_speaks_and_the_others_go_on_waiting(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        for name in ("city", "neighbour"):
            ask(session, world, meeting, name)
        give(session, world, meeting, "city", 11)
        begin_break(session, world.secretary, meeting, now=after(15))
        assert (speaking(session, meeting), waiting(session, meeting)) == ("", ["Neighbour"])
        with refused(MeetingRefusal.MEETING_HAS_A_BREAK):
            give(session, world, meeting, "neighbour", 16)
        end_break(session, world.secretary, meeting, now=after(20))
        give(session, world, meeting, "neighbour", 21)
        assert speaking(session, meeting) == "Neighbour"

    def test_the_database_knows_one_speaker_at_a_time(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        about = {"meeting_id": meeting.id, "agenda_item_id": items(session, meeting)[0].id, "asked_at": BEGIN}
        for name in ("city", "neighbour"):
            session.add(Speech(**about, seat_id=world.seats[name], begun_at=BEGIN))
        with pytest.raises(IntegrityError):
            session.flush()
