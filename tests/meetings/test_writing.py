"""Writing notes and counting hands while the meeting runs; and what stands fast afterwards."""

import pytest
import time_machine
from flask import Flask

from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.service.agenda import add_item
from tests.conftest import NOW, Look, Made
from tests.factories.world import World
from tests.meetings.evening import after, ended, running, sealed
from tests.strict_client import StrictClient


def test_the_second_of_two_writers_keeps_the_typing_and_sees_the_first(
    client: StrictClient, world: World, made: Made, look: Look
) -> None:
    made(running)
    client.sign_in(world.secretary).get("/meetings/1/items/1")
    client.submit(action="/items/1", notes="Alt", then="stay", follow=True)
    client.submit(action="/items/1", notes="Erste", then="stay")
    client.submit(action="/items/1", status=409, notes="Zweite", then="stay")  # the same page once more
    assert "Erste" in client.text
    assert "Zweite" in client.text
    client.submit(action="/items/1", notes="Erste. Zweite.", then="stay")
    assert look(lambda session: session.get_one(AgendaItem, 1).notes) == "Erste. Zweite."


def test_notes_after_the_approval_are_refused_and_the_typing_stays(
    client: StrictClient, world: World, made: Made
) -> None:
    made(sealed)
    client.sign_in(world.secretary).get("/meetings/1/items/1")
    client.submit(action="/items/1", status=409, notes="Noch etwas", then="stay")
    assert "nothing in them can be changed any more" in client.text
    assert "Noch etwas" in client.text


def test_corrections_after_circulation_ask_to_be_sent_round_again(
    client: StrictClient, world: World, made: Made, app: Flask
) -> None:
    made(ended)
    client.sign_in(world.moderator).get("/meetings/1/minutes")
    client.submit(action="/circulate", follow=True)
    client.get("/meetings/1/items/1")
    client.submit(action="/items/1", notes="Berichtigt.", then="stay")
    client.get("/meetings/1/minutes")
    assert "Circulate the corrected minutes" in client.text
    assert "Berichtigt." not in client.text
    client.submit(action="/circulate", follow=True)
    assert "Berichtigt." in client.text
    assert "Approve the minutes" in client.text


def test_what_people_wrote_is_shown_and_never_run(client: StrictClient, world: World, made: Made, app: Flask) -> None:
    made(running)
    client.sign_in(world.secretary).get("/meetings/1/items/1")
    client.submit(action="/items/1", notes="<script>alert(1)</script>", then="stay", follow=True)
    client.get("/meetings/1/minutes")
    assert "<script>alert(1)</script>" in client.text


def test_more_votes_than_people_are_refused_at_the_field(
    client: StrictClient, world: World, made: Made, clock: time_machine.Traveller
) -> None:
    made(running, "city", "cooperative", "initiative")
    clock.move_to(after(10))
    client.sign_in(world.secretary).get("/meetings/1/items/1/question")
    client.submit(title="x", question="y")
    client.get("/meetings/1/items/1/decisions/1")
    client.submit(status=422, city_yes="3")
    assert "Please count again." in client.text


def test_htmx_gets_only_the_part_that_changes(client: StrictClient, world: World, made: Made) -> None:
    made(running)
    headers = {"HX-Request": "true"}
    answer = client.sign_in(world.secretary).get("/meetings/1/attendance", headers=headers)
    assert answer.get_data(as_text=True).lstrip().startswith('<div id="attendance">')
    answer = client.sign_in(world.moderator).get("/meetings/1/agenda", headers=headers)
    assert answer.get_data(as_text=True).lstrip().startswith('<div id="agenda">')


@pytest.mark.parametrize("address", ["/meetings/1", "/meetings/1/minutes", "/meetings/1/items/1"])
def test_a_page_takes_the_same_statements_for_any_agenda(
    client: StrictClient, world: World, made: Made, look: Look, app: Flask, address: str
) -> None:
    made(running)
    client.sign_in(world.secretary).get(address)
    few = len(client.statements)
    with app.extensions["quarter.database"].unit_of_work() as session:
        meeting = session.get_one(Meeting, 1)
        for number in range(10):
            add_item(session, world.moderator, meeting, title=f"Punkt {number}", now=NOW)
    client.get(address)
    assert len(client.statements) == few
