"""Planning a meeting, moving it, and its agenda before it begins."""

import pytest
from sqlmodel import Session, select

from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.service.agenda import add_item
from tests.conftest import NOW, Look, Made
from tests.factories.world import World
from tests.meetings.evening import ids_of, planned, running
from tests.strict_client import StrictClient


def test_before_the_meeting_everybody_finds_time_place_and_agenda(client: StrictClient, made: Made) -> None:
    made(planned)
    client.get("/meetings/1")
    for found in ("Stadtteilbüro", "18:00", "Eröffnung", "Sichere Wege zur Kita", "when 3 of its 6 votes"):
        assert found in client.text
    calendar = client.get("/meetings/1.ics")
    assert calendar.mimetype == "text/calendar"
    assert b"UID:meeting-1@127.0.0.1" in calendar.get_data()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"place": "  "}, "Please write where people come together."),
        ({"starts_at": "gestern"}, "Please write a day and a time"),
        ({"starts_at": "2027-03-28T02:30"}, "this hour does not exist"),
        ({"planned_minutes": "0"}, "between 1 and 600"),
        ({"link": "javascript:alert(1)"}, "beginning with https://"),
    ],
)
def test_a_wrong_plan_keeps_the_typing_and_says_what_to_change(
    client: StrictClient, world: World, changes: dict[str, str], problem: str
) -> None:
    client.sign_in(world.moderator).get(f"/meetings/new?group={world.group_id}")
    client.submit(status=422, **{"starts_at": "2026-12-01T18:00", "place": "Kita", "link": "", **changes})
    assert problem in client.text
    if "place" not in changes:
        assert any(field.get("value") == "Kita" for field in client.page.iter())


def test_two_presses_plan_one_meeting(client: StrictClient, world: World, look: Look) -> None:
    client.sign_in(world.moderator).get(f"/meetings/new?group={world.group_id}")
    for _ in range(2):
        client.submit(starts_at="2026-12-01T18:00", place="Kita")
    assert len(look(lambda session: session.exec(select(Meeting)).all())) == 1


def test_the_second_of_two_movers_keeps_the_typing_and_sees_the_first(
    client: StrictClient, world: World, made: Made, look: Look
) -> None:
    made(planned)
    client.sign_in(world.moderator).get("/meetings/1/edit")
    client.submit(place="Kita", version="1")
    client.get("/meetings/1/edit")
    client.submit(status=409, place="Rathaus", version="1")
    assert "Somebody else saved this meanwhile" in client.text
    assert "18:00, Kita" in client.text
    client.submit(place="Rathaus", follow=True)
    assert look(lambda session: session.get_one(Meeting, 1).place) == "Rathaus"


def test_a_meeting_that_runs_cannot_be_moved(client: StrictClient, world: World, made: Made) -> None:
    made(running)
    client.sign_in(world.moderator).get("/meetings/1/edit")
    client.submit(status=409, place="Kita")
    assert "The meeting has begun" in client.text


def test_an_item_without_title_and_a_topic_not_chosen_are_named(client: StrictClient, world: World, made: Made) -> None:
    made(planned)
    client.sign_in(world.moderator).get("/meetings/1/agenda")
    client.post("/meetings/1/agenda/items", {"free-title": " "}, status=422)
    assert "Please give the item a title." in client.text
    client.submit(action="/agenda/topics", status=422)
    assert "Please choose a topic." in client.text


def test_removing_an_item_asks_first(client: StrictClient, world: World, made: Made, look: Look) -> None:
    made(planned)
    client.sign_in(world.moderator).get("/meetings/1/agenda/items/1/remove")
    assert "Remove this item?" in client.text
    assert len(ids_of(look, 1)) == 2
    client.submit()
    assert len(ids_of(look, 1)) == 1


def test_an_item_has_a_door_for_other_rooms(client: StrictClient, made: Made) -> None:
    made(planned)
    answer = client.get("/meetings/items/2", status=303)
    assert answer.headers["Location"].endswith("/meetings/1#item-2")


def test_the_door_of_a_closed_item_is_there_for_the_group_alone(client: StrictClient, world: World, made: Made) -> None:
    def closed(session: Session, world: World) -> AgendaItem:
        return add_item(session, world.moderator, planned(session, world), title="Geld", is_public=False, now=NOW)

    made(closed)
    for stranger in ("resident", "other_moderator"):
        client.sign_in(getattr(world, stranger)).get("/meetings/items/3", status=404)
    client.sign_in(world.observer).get("/meetings/items/3", status=303)
