"""Who may wait on the speaking list, and what takes them off it."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from quarter.groups.models import Seat
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import Speech
from quarter.meetings.queries.speaking import find_seat_to_speak, get_speaking_list
from quarter.meetings.service.conflicts import note_conflict
from quarter.meetings.service.course import begin_item, end, leave, start
from quarter.meetings.service.guests import see_guest_off, welcome_guest
from quarter.meetings.service.speaking import ask_to_speak, take_off_list
from quarter.minutes.builder import build_minutes
from tests.factories.world import World
from tests.meetings.evening import BEGIN, after, items, planned, refused, running
from tests.meetings.speaking import ask, give, speaking, turn_of, waiting


class TestWaiting:
    def test_nobody_waits_twice(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        guest = welcome_guest(session, world.secretary, meeting, name="Eva Lang", now=BEGIN)
        for _press in range(2):
            ask(session, world, meeting, "city")
            ask_to_speak(session, world.secretary, meeting, guest_id=guest.id, now=after(11))
        assert waiting(session, meeting) == ["City", "Eva Lang"]
        give(session, world, meeting, "city", 12)
        ask(session, world, meeting, "city", 13)
        assert waiting(session, meeting) == ["Eva Lang"]

    def test_the_database_refuses_a_second_place(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        about = {"meeting_id": meeting.id, "agenda_item_id": items(session, meeting)[0].id, "asked_at": BEGIN}
        session.add_all(Speech(**about, seat_id=world.seats["city"]) for _ in range(2))
        with pytest.raises(IntegrityError):
            session.flush()

    @pytest.mark.parametrize("seat", ["city", None])
    def test_the_database_wants_either_a_seat_or_a_guest(
        self, session: Session, world: World, seat: str | None
    ) -> None:
        meeting = running(session, world)
        guest = welcome_guest(session, world.secretary, meeting, name="Eva Lang", now=BEGIN)
        about = {"meeting_id": meeting.id, "agenda_item_id": items(session, meeting)[0].id, "asked_at": BEGIN}
        speakers = {"seat_id": world.seats[seat], "guest_id": guest.id} if seat else {}
        session.add(Speech(**about, **speakers))
        with pytest.raises(IntegrityError):
            session.flush()

    def test_the_same_finger_pressing_again_does_not_take_back_what_it_did(
        self, session: Session, world: World
    ) -> None:
        meeting = running(session, world)
        ask(session, world, meeting, "city", 10)
        speech = turn_of(session, world, meeting, "city")
        take_off_list(session, world.city, meeting, speech, now=after(10))
        assert waiting(session, meeting) == ["City"]
        take_off_list(session, world.city, meeting, speech, now=after(11))
        ask(session, world, meeting, "city", 11)
        assert waiting(session, meeting) == []

    def test_only_who_is_in_the_room_waits(self, session: Session, world: World) -> None:
        meeting = running(session, world, "city")
        guest = welcome_guest(session, world.secretary, meeting, name="Eva Lang", now=BEGIN)
        see_guest_off(session, world.secretary, meeting, guest, now=after(5))
        for speaker in ({"seat_id": world.seats["neighbour"]}, {"guest_id": guest.id}):
            with refused(MeetingRefusal.SEAT_WAS_NOT_THERE):
                ask_to_speak(session, world.secretary, meeting, **speaker, now=after(10))

    def test_who_takes_no_part_in_the_item_does_not_speak_to_it(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        first, second = items(session, meeting)
        ask(session, world, meeting, "city", 5)
        note_conflict(session, world.secretary, meeting, second, world.seats["city"], now=after(6))
        assert waiting(session, meeting) == ["City"]  # it is about a later item
        note_conflict(session, world.secretary, meeting, first, world.seats["city"], now=after(7))
        assert waiting(session, meeting) == []
        with refused(MeetingRefusal.TAKES_NO_PART):
            ask(session, world, meeting, "city")
        held = [world.seats["city"], world.seats["neighbour"]]
        assert find_seat_to_speak(session, meeting, first.id, held) == world.seats["neighbour"]

    def test_a_conflict_of_interest_ends_a_speech(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        ask(session, world, meeting, "city", 5)
        give(session, world, meeting, "city", 6)
        first = items(session, meeting)[0]
        note_conflict(session, world.secretary, meeting, first, world.seats["city"], now=after(7))
        assert speaking(session, meeting) == ""

    @pytest.mark.parametrize("speaks", [False, True])
    def test_leaving_the_room_takes_off_the_list(self, session: Session, world: World, speaks: bool) -> None:
        meeting = running(session, world)
        ask(session, world, meeting, "city")
        ask(session, world, meeting, "neighbour")
        if speaks:
            give(session, world, meeting, "city", 11)
        leave(session, world.secretary, meeting, session.get_one(Seat, world.seats["city"]), now=after(12))
        assert (speaking(session, meeting), waiting(session, meeting)) == ("", ["Neighbour"])

    @pytest.mark.parametrize("minute", [1, 9])
    def test_a_guest_who_leaves_is_off_the_list_also_after_a_slip(
        self, session: Session, world: World, minute: int
    ) -> None:
        meeting = running(session, world)
        guest = welcome_guest(session, world.secretary, meeting, name="Eva Lang", now=after(minute))
        ask_to_speak(session, world.secretary, meeting, guest_id=guest.id, now=after(9))
        see_guest_off(session, world.secretary, meeting, guest, now=after(9))
        assert waiting(session, meeting) == []

    def test_a_new_item_begins_with_an_empty_list(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        for name in ("city", "neighbour"):
            ask(session, world, meeting, name)
        give(session, world, meeting, "city", 11)
        first, second = items(session, meeting)
        begin_item(session, world.secretary, meeting, first, now=after(12))  # it is there already
        assert waiting(session, meeting) == ["Neighbour"]
        begin_item(session, world.secretary, meeting, second, now=after(13))
        assert not get_speaking_list(session, meeting).is_used

    def test_nobody_waits_before_the_first_item_nor_outside_the_meeting(self, session: Session, world: World) -> None:
        meeting = planned(session, world)
        with refused(MeetingRefusal.MEETING_NOT_RUNNING):
            ask(session, world, meeting, "city")
        start(session, world.moderator, meeting, now=BEGIN)
        with refused(MeetingRefusal.NO_ITEM_HAS_BEGUN):
            ask(session, world, meeting, "moderator")

    def test_nothing_is_left_of_it_after_the_meeting(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        before = build_minutes(session, meeting)
        ask(session, world, meeting, "city")
        ask(session, world, meeting, "neighbour")
        give(session, world, meeting, "city", 11)
        assert build_minutes(session, meeting) == before
        end(session, world.moderator, meeting, now=after(60))
        assert session.exec(select(Speech)).all() == []
        with refused(MeetingRefusal.MEETING_HAS_ENDED):
            ask(session, world, meeting, "city")
