"""The speaking list: who wants to speak to the item that the meeting is at, in which order, and who has the floor."""

from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from quarter.groups.models import Seat
from quarter.meetings import service
from quarter.meetings.builder import build_minutes
from quarter.meetings.domain import Reason
from quarter.meetings.models import Meeting, Speech
from quarter.meetings.queries import find_seat_to_speak, get_speaking_list
from tests.conftest import Made
from tests.factories.world import World
from tests.meetings.evening import BEGIN, EVERYBODY, after, items, planned, refused, running
from tests.strict_client import StrictClient

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def ask(session: Session, world: World, meeting: Meeting, name: str, minute: int = 10) -> None:
    service.ask_to_speak(session, world.secretary, meeting, seat_id=world.seats[name], now=after(minute))


def turn_of(session: Session, world: World, meeting: Meeting, name: str) -> Speech:
    turn = get_speaking_list(session, meeting).find(seat_id=world.seats[name])
    assert turn is not None, name
    return session.get_one(Speech, turn.speech_id, populate_existing=True)


def give(session: Session, world: World, meeting: Meeting, name: str, minute: int) -> None:
    speech = turn_of(session, world, meeting, name)
    service.give_floor(session, world.secretary, meeting, speech, now=after(minute))


def stop(session: Session, world: World, meeting: Meeting, name: str, minute: int) -> None:
    speech = turn_of(session, world, meeting, name)
    service.end_speech(session, world.secretary, meeting, speech, now=after(minute))


def waiting(session: Session, meeting: Meeting) -> list[str]:
    return [turn.name for turn in get_speaking_list(session, meeting).waiting]


def speaking(session: Session, meeting: Meeting) -> str:
    found = get_speaking_list(session, meeting).speaking
    return found.name if found else ""


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
        service.take_off_list(session, world.city, meeting, speech, now=after(6))
        assert waiting(session, meeting) == []
        ask(session, world, meeting, "neighbour", 7)
        ask(session, world, meeting, "city", 8)
        assert [turn.has_spoken for turn in get_speaking_list(session, meeting).waiting] == [False, False]

    def test_at_the_next_item_nobody_has_spoken_yet(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        ask(session, world, meeting, "city", 5)
        give(session, world, meeting, "city", 6)
        service.begin_item(session, world.secretary, meeting, items(session, meeting)[1], now=after(8))
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
            service.give_floor(session, world.secretary, meeting, speech, now=after(11))
        service.end_speech(session, world.secretary, meeting, first, now=after(11))
        assert (speaking(session, meeting), waiting(session, meeting)) == ("City", ["Neighbour", "Initiative"])
        service.give_floor(session, world.secretary, meeting, second, now=after(11) + timedelta(seconds=2))
        service.give_floor(session, world.secretary, meeting, first, now=after(12))  # from a window of before
        assert (speaking(session, meeting), waiting(session, meeting)) == ("Neighbour", ["Initiative"])

    def test_a_late_press_does_not_end_another_s_speech(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        for name in ("city", "neighbour"):
            ask(session, world, meeting, name)
        give(session, world, meeting, "city", 11)
        first = turn_of(session, world, meeting, "city")
        give(session, world, meeting, "neighbour", 12)
        service.end_speech(session, world.secretary, meeting, first, now=after(13))
        assert speaking(session, meeting) == "Neighbour"
        service.take_off_list(
            session, world.secretary, meeting, turn_of(session, world, meeting, "neighbour"), now=after(14)
        )
        assert speaking(session, meeting) == "Neighbour"  # who speaks does not wait any more

    def test_in_a_break_nobody_speaks_and_the_others_go_on_waiting(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        for name in ("city", "neighbour"):
            ask(session, world, meeting, name)
        give(session, world, meeting, "city", 11)
        service.begin_break(session, world.secretary, meeting, now=after(15))
        assert (speaking(session, meeting), waiting(session, meeting)) == ("", ["Neighbour"])
        with refused(Reason.MEETING_HAS_A_BREAK):
            give(session, world, meeting, "neighbour", 16)
        service.end_break(session, world.secretary, meeting, now=after(20))
        give(session, world, meeting, "neighbour", 21)
        assert speaking(session, meeting) == "Neighbour"

    def test_the_database_knows_one_speaker_at_a_time(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        about = {"meeting_id": meeting.id, "agenda_item_id": items(session, meeting)[0].id, "asked_at": BEGIN}
        for name in ("city", "neighbour"):
            session.add(Speech(**about, seat_id=world.seats[name], begun_at=BEGIN))
        with pytest.raises(IntegrityError):
            session.flush()


class TestWaiting:
    def test_nobody_waits_twice(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        guest = service.welcome_guest(session, world.secretary, meeting, name="Eva Lang", now=BEGIN)
        for _press in range(2):
            ask(session, world, meeting, "city")
            service.ask_to_speak(session, world.secretary, meeting, guest_id=guest.id, now=after(11))
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
        guest = service.welcome_guest(session, world.secretary, meeting, name="Eva Lang", now=BEGIN)
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
        service.take_off_list(session, world.city, meeting, speech, now=after(10))
        assert waiting(session, meeting) == ["City"]
        service.take_off_list(session, world.city, meeting, speech, now=after(11))
        ask(session, world, meeting, "city", 11)
        assert waiting(session, meeting) == []

    def test_only_who_is_in_the_room_waits(self, session: Session, world: World) -> None:
        meeting = running(session, world, "city")
        guest = service.welcome_guest(session, world.secretary, meeting, name="Eva Lang", now=BEGIN)
        service.see_guest_off(session, world.secretary, meeting, guest, now=after(5))
        for speaker in ({"seat_id": world.seats["neighbour"]}, {"guest_id": guest.id}):
            with refused(Reason.SEAT_WAS_NOT_THERE):
                service.ask_to_speak(session, world.secretary, meeting, **speaker, now=after(10))

    def test_who_takes_no_part_in_the_item_does_not_speak_to_it(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        first, second = items(session, meeting)
        ask(session, world, meeting, "city", 5)
        service.note_conflict(session, world.secretary, meeting, second, world.seats["city"], now=after(6))
        assert waiting(session, meeting) == ["City"]  # it is about a later item
        service.note_conflict(session, world.secretary, meeting, first, world.seats["city"], now=after(7))
        assert waiting(session, meeting) == []
        with refused(Reason.TAKES_NO_PART):
            ask(session, world, meeting, "city")
        held = [world.seats["city"], world.seats["neighbour"]]
        assert find_seat_to_speak(session, meeting, first.id, held) == world.seats["neighbour"]

    def test_a_conflict_of_interest_ends_a_speech(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        ask(session, world, meeting, "city", 5)
        give(session, world, meeting, "city", 6)
        first = items(session, meeting)[0]
        service.note_conflict(session, world.secretary, meeting, first, world.seats["city"], now=after(7))
        assert speaking(session, meeting) == ""

    @pytest.mark.parametrize("speaks", [False, True])
    def test_leaving_the_room_takes_off_the_list(self, session: Session, world: World, speaks: bool) -> None:
        meeting = running(session, world)
        ask(session, world, meeting, "city")
        ask(session, world, meeting, "neighbour")
        if speaks:
            give(session, world, meeting, "city", 11)
        service.leave(session, world.secretary, meeting, session.get_one(Seat, world.seats["city"]), now=after(12))
        assert (speaking(session, meeting), waiting(session, meeting)) == ("", ["Neighbour"])

    @pytest.mark.parametrize("minute", [1, 9])
    def test_a_guest_who_leaves_is_off_the_list_also_after_a_slip(
        self, session: Session, world: World, minute: int
    ) -> None:
        meeting = running(session, world)
        guest = service.welcome_guest(session, world.secretary, meeting, name="Eva Lang", now=after(minute))
        service.ask_to_speak(session, world.secretary, meeting, guest_id=guest.id, now=after(9))
        service.see_guest_off(session, world.secretary, meeting, guest, now=after(9))
        assert waiting(session, meeting) == []

    def test_a_new_item_begins_with_an_empty_list(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        for name in ("city", "neighbour"):
            ask(session, world, meeting, name)
        give(session, world, meeting, "city", 11)
        first, second = items(session, meeting)
        service.begin_item(session, world.secretary, meeting, first, now=after(12))  # it is there already
        assert waiting(session, meeting) == ["Neighbour"]
        service.begin_item(session, world.secretary, meeting, second, now=after(13))
        assert not get_speaking_list(session, meeting).is_used

    def test_nobody_waits_before_the_first_item_nor_outside_the_meeting(self, session: Session, world: World) -> None:
        meeting = planned(session, world)
        with refused(Reason.MEETING_NOT_RUNNING):
            ask(session, world, meeting, "city")
        service.start(session, world.moderator, meeting, now=BEGIN)
        with refused(Reason.NO_ITEM_HAS_BEGUN):
            ask(session, world, meeting, "moderator")

    def test_nothing_is_left_of_it_after_the_meeting(self, session: Session, world: World) -> None:
        meeting = running(session, world)
        before = build_minutes(session, meeting)
        ask(session, world, meeting, "city")
        ask(session, world, meeting, "neighbour")
        give(session, world, meeting, "city", 11)
        assert build_minutes(session, meeting) == before
        service.end(session, world.moderator, meeting, now=after(60))
        assert session.exec(select(Speech)).all() == []
        with refused(Reason.MEETING_HAS_ENDED):
            ask(session, world, meeting, "city")


def queue(session: Session, world: World, *names: str, now: datetime | None = None) -> None:
    meeting = session.get_one(Meeting, 1)
    for name in names:
        service.ask_to_speak(session, world.secretary, meeting, seat_id=world.seats[name], now=now or after(10))


class TestPageOfWhoRunsIt:
    def test_an_evening_on_the_list(
        self, client: StrictClient, world: World, made: Made, clock: time_machine.Traveller
    ) -> None:
        made(running)
        clock.move_to(after(20))
        client.sign_in(world.secretary).get("/meetings/1/attendance")
        client.submit(action="/guests", name="Eva Lang", follow=True)
        client.get("/meetings/1/items/1")
        assert links(client, "/meetings/1/speaking") == ["Speaking list"]
        client.get("/meetings/1/speaking")
        assert "Nobody has the floor." in client.text and "Nobody waits." in client.text
        client.submit(action=f"/speaking/seats/{world.seats['city']}", follow=True)
        client.submit(action="/speaking/guests/1", follow=True)
        assert "1. City" in client.text and "2. Eva Lang" in client.text
        clock.move_to(after(21))
        client.submit(action="/speaking/1/floor", follow=True)
        assert "Now speaks: City since 18:21" in client.text and "1. Eva Lang" in client.text
        clock.move_to(after(24))
        client.submit(action="/speaking/2/floor", follow=True)
        assert "Now speaks: Eva Lang since 18:24" in client.text
        client.submit(action=f"/speaking/seats/{world.seats['city']}", follow=True)
        assert "1. Cityhas spoken already" in client.text
        clock.move_to(after(25))
        client.submit(action="/speaking/2/end", follow=True)
        assert "Nobody has the floor." in client.text
        client.submit(action="/speaking/3/take-off", follow=True)
        assert client.address == "/meetings/1/speaking" and "Nobody waits." in client.text

    def test_in_a_break_it_says_why_nobody_gets_the_floor(self, client: StrictClient, world: World, made: Made) -> None:
        made(running)
        made(queue, "city")
        client.sign_in(world.moderator).get("/meetings/1/attendance")
        client.submit(action="/break/begin")
        client.get("/meetings/1/speaking")
        assert "Nobody is given the floor until it goes on." in client.text and "Give the floor" not in client.text
        client.post("/meetings/1/speaking/1/floor", status=409)
        assert "End the break, then go on." in client.text

    def test_who_takes_no_part_cannot_be_put_on_the_list(self, client: StrictClient, world: World, made: Made) -> None:
        made(running)
        client.sign_in(world.secretary).get("/meetings/1/items/1/conflicts")
        client.submit(seat=str(world.seats["city"]))
        client.get("/meetings/1/speaking")
        assert "City City administration Takes no part" in client.text
        client.post(f"/meetings/1/speaking/seats/{world.seats['city']}", status=409)
        assert "because of a conflict of interest" in client.text

    @pytest.mark.parametrize("evening", ["planned", "no item", "ended"])
    def test_without_a_running_item_it_says_when_there_is_a_list(
        self, client: StrictClient, world: World, made: Made, evening: str
    ) -> None:
        made(planned)
        for deed in {"planned": (), "no item": ("start",), "ended": ("start", "end")}[evening]:
            client.sign_in(world.moderator).post(f"/meetings/1/{deed}", {"because": "Sturm"})
        client.sign_in(world.secretary).get("/meetings/1/speaking")
        assert "as soon as an item has begun" in client.text

    def test_more_speakers_cost_no_more_statements(self, client: StrictClient, world: World, made: Made) -> None:
        made(running)
        counts = []
        for names in ((), ("city",), EVERYBODY):
            made(queue, *names)
            for address in ("/meetings/1/speaking", "/meetings/1"):
                client.sign_in(world.moderator).get(address)
                counts.append(len(client.statements))
        assert counts == counts[:2] * 3
        assert counts[0] <= 15

    def test_the_list_alone_for_htmx(self, client: StrictClient, world: World, made: Made) -> None:
        made(running)
        made(queue, "city")
        found = client.sign_in(world.secretary).get("/meetings/1/speaking", headers=HTMX).get_data(as_text=True)
        assert "<html" not in found and 'id="speakers"' in found


class TestPartOfTheMeetingsPage:
    def test_somebody_with_a_seat_asks_by_phone_and_thinks_better_of_it(
        self, client: StrictClient, world: World, made: Made, clock: time_machine.Traveller
    ) -> None:
        made(running)
        made(queue, "neighbour")
        clock.move_to(after(20))
        client.sign_in(world.city).get("/meetings/1")
        client.submit(action=f"/speaking/seats/{world.seats['city']}")
        client.get("/meetings/1")
        assert "Neighbour City · that is you" in client.text
        clock.move_to(after(21))
        client.submit(action="/speaking/2/take-off")
        client.get("/meetings/1")
        assert "that is you" not in client.text and "I want to speak" in client.text

    def test_without_script_it_leads_back_to_the_meeting(self, client: StrictClient, world: World, made: Made) -> None:
        made(running)
        client.sign_in(world.city).get("/meetings/1/speaking/now", status=303)
        assert client.get("/meetings/1/speaking/now", status=303).headers["Location"] == "/meetings/1#speaking"

    def test_the_group_reads_who_speaks_and_others_do_not(
        self, client: StrictClient, world: World, made: Made, clock: time_machine.Traveller
    ) -> None:
        made(running)
        made(queue, "city", "neighbour")
        clock.move_to(after(12))
        client.sign_in(world.secretary).get("/meetings/1/speaking")
        client.submit(action="/speaking/1/floor")
        client.sign_in(world.observer).get("/meetings/1")
        assert "Now speaks: City since 18:12 Neighbour As they asked;" in client.text
        assert "Whoever is noted as present" in client.text
        client.sign_in(world.city).get("/meetings/1")
        assert "You have the floor." in client.text
        for visitor in (world.resident, world.other_moderator, world.anonymous):
            client.sign_out()
            if visitor.is_signed_in:
                client.sign_in(visitor)
            client.get("/meetings/1")
            assert "peak" not in client.text

    def test_where_nobody_uses_it_it_is_folded_and_htmx_leaves_it_alone(
        self, client: StrictClient, world: World, made: Made
    ) -> None:
        made(running)
        client.sign_in(world.city).get("/meetings/1")
        folded = next(element for element in client.page.iter() if element.get("id") == "speaking")
        assert folded.tag.endswith("details") and folded.get("open") is None
        address = folded.get("hx-get")
        client.get(address, status=204, headers=HTMX)
        made(queue, "neighbour")
        assert "Neighbour" in client.get(address, headers=HTMX).get_data(as_text=True)

    def test_once_the_meeting_is_over_nothing_is_asked_any_more(
        self, client: StrictClient, world: World, made: Made
    ) -> None:
        made(running)
        made(queue, "neighbour")
        client.sign_in(world.moderator).post("/meetings/1/end")
        found = client.sign_in(world.city).get("/meetings/1/speaking/now?folded=1", headers=HTMX)
        assert found.get_data(as_text=True).split() == ["<div", 'id="speaking"></div>']
        client.get("/meetings/1")
        assert "peak" not in client.text


class TestDoors:
    def test_only_the_own_seat_is_put_on_the_list_and_taken_off(
        self, client: StrictClient, world: World, made: Made, clock: time_machine.Traveller
    ) -> None:
        made(running)
        made(queue, "city")
        clock.move_to(after(20))
        client.sign_in(world.neighbour)
        client.post(f"/meetings/1/speaking/seats/{world.seats['initiative']}", status=403)
        client.post("/meetings/1/speaking/1/take-off", status=403)
        client.sign_in(world.secretary).post("/meetings/1/speaking/1/take-off")

    def test_a_guest_is_taken_off_by_whoever_runs_the_meeting(
        self, client: StrictClient, world: World, made: Made, clock: time_machine.Traveller
    ) -> None:
        made(running)
        clock.move_to(after(20))
        client.sign_in(world.secretary).get("/meetings/1/attendance")
        client.submit(action="/guests", name="Eva Lang")
        client.post("/meetings/1/speaking/guests/1")
        clock.move_to(after(21))
        client.sign_in(world.city).post("/meetings/1/speaking/1/take-off", status=403)
        client.sign_in(world.secretary).post("/meetings/1/speaking/1/take-off")

    @pytest.mark.parametrize("deed", ["1/floor", "1/end", "guests/1"])
    def test_members_and_strangers_do_not_lead_the_list(
        self, client: StrictClient, world: World, made: Made, deed: str
    ) -> None:
        made(running)
        made(queue, "city")
        made(lambda session, world: service.welcome_guest(
            session, world.secretary, session.get_one(Meeting, 1), name="Eva Lang", now=after(1)
        ))  # fmt: skip
        for actor in (world.city, world.other_moderator, world.admin):
            client.sign_in(actor).post(f"/meetings/1/speaking/{deed}", status=403)
        client.get("/meetings/1/speaking", status=403)
        client.sign_in(world.other_member).get("/meetings/1/speaking/now", status=403)
        client.sign_out().post(f"/meetings/1/speaking/{deed}", status=303)  # to the sign-in page

    def test_what_is_of_another_quarter_or_meeting_is_not_found(
        self, client: StrictClient, world: World, made: Made
    ) -> None:
        made(running)
        made(planned)
        made(queue, "city")
        client.sign_in(world.secretary)
        for deed in (f"seats/{world.seats['other_member']}", "guests/1", "99/floor", "99/end", "99/take-off"):
            client.post(f"/meetings/1/speaking/{deed}", status=404)
        for deed in ("floor", "end", "take-off"):
            client.post(f"/meetings/2/speaking/1/{deed}", status=404)
        client.get("/meetings/99/speaking", status=404)
        client.sign_in(world.other_member).post(f"/meetings/1/speaking/seats/{world.seats['other_member']}", status=404)


def links(client: StrictClient, address: str) -> list[str]:
    """The words of the links of the last page that lead to an address."""
    return ["".join(link.itertext()) for link in client.page.iter() if link.get("href") == address]
