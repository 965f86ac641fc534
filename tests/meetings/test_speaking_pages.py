"""The speaking list on the page of whoever runs the meeting, and on the phones of the group."""

import pytest
import time_machine

from quarter.meetings.models import Meeting
from quarter.meetings.service.guests import welcome_guest
from tests.conftest import Made
from tests.factories.world import World
from tests.meetings.evening import EVERYBODY, after, planned, running
from tests.meetings.speaking import links, queue
from tests.strict_client import StrictClient

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


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
        made(lambda session, world: welcome_guest(
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
