"""Putting an item at a chosen place, by number."""

import pytest
from flask import Flask
from sqlmodel import Session

from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.service.agenda import add_item, put_item_at
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import items, planned
from tests.strict_client import StrictClient


def long_agenda(session: Session, world: World) -> Meeting:
    """Eröffnung, the topic, A, B with b1 and b2, C."""
    meeting = planned(session, world)
    added = {title: add_item(session, world.moderator, meeting, title=title, now=NOW) for title in ("A", "B", "C")}
    for title in ("b1", "b2"):
        add_item(session, world.moderator, meeting, title=title, parent=added["B"], now=NOW)
    return meeting


def put(session: Session, world: World, meeting: Meeting, title: str, place: int) -> list[str]:
    item: AgendaItem = next(item for item in items(session, meeting) if item.title == title)
    put_item_at(session, world.moderator, meeting, item, place, now=NOW)
    return [row.title for row in list_agenda(session, meeting.id)]


@pytest.mark.parametrize(
    ("title", "place", "order"),
    [
        ("C", 1, "C Eröffnung Sichere A B b1 b2"),
        ("B", 2, "Eröffnung B b1 b2 Sichere A C"),
        ("Eröffnung", 5, "Sichere A B b1 b2 C Eröffnung"),
        ("Eröffnung", 99, "Sichere A B b1 b2 C Eröffnung"),
        ("A", 3, "Eröffnung Sichere A B b1 b2 C"),
        ("b2", 1, "Eröffnung Sichere A B b2 b1 C"),
    ],
)
def test_an_item_goes_to_its_place_with_its_parts(
    session: Session, world: World, title: str, place: int, order: str
) -> None:
    meeting = long_agenda(session, world)
    assert [each.split()[0] for each in put(session, world, meeting, title, place)] == order.split()


def test_the_number_is_typed_beside_the_item(client: StrictClient, world: World, app: Flask) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        long_agenda(session, world)
    client.sign_in(world.moderator).get("/meetings/1/agenda")
    client.submit(action="/items/5/place", place="1", follow=True)
    assert "1 C" in client.text
    client.submit(action="/items/5/place", place="erster", status=422)
    assert "Please write the number of a place, from 1." in client.text or "Not a valid integer" in client.text
    client.submit(action="/items/5/place", place="0", status=422)
    assert "Please write the number of a place, from 1." in client.text
