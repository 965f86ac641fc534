"""The list of meetings."""

import pytest
from flask import Flask
from sqlmodel import select

from quarter.meetings.models import Meeting
from tests.conftest import Made
from tests.factories.world import World
from tests.meetings.evening import ended, planned, sealed
from tests.strict_client import StrictClient


def test_the_list_shows_what_comes_next_then_what_was(client: StrictClient, made: Made) -> None:
    made(sealed)
    made(planned)
    client.get("/meetings")
    assert client.text.index("Meeting 2 Planned") < client.text.index("Meeting 1 Ended")
    assert "Minutes: Sealed" in client.text


def test_the_list_explains_itself_while_it_is_empty(client: StrictClient) -> None:
    client.get("/meetings")
    assert "No meeting is planned at the moment." in client.text


@pytest.mark.parametrize("query", ["quarter=x", "colour=red", "after=nonsense"])
def test_the_list_takes_no_unknown_filter(client: StrictClient, query: str) -> None:
    client.get(f"/meetings?{query}", status=400)


def test_the_list_can_be_narrowed_to_a_quarter_or_group(client: StrictClient, world: World, made: Made) -> None:
    made(planned)
    client.get(f"/meetings?quarter={world.quarter_id}&group={world.group_id}")
    assert "Meeting 1" in client.text
    client.get(f"/meetings?quarter={world.other_quarter_id}")
    assert "Meeting 1" not in client.text


def test_the_list_takes_the_same_statements_for_one_meeting_or_many(client: StrictClient, made: Made) -> None:
    made(sealed)
    made(planned)
    client.get("/meetings")
    few = len(client.statements)
    for _ in range(4):
        made(planned)
        made(ended)
    client.get("/meetings")
    assert len(client.statements) == few


def test_past_meetings_go_on_on_the_next_page(client: StrictClient, made: Made, app: Flask) -> None:
    for _ in range(3):
        made(ended)
    with app.extensions["quarter.database"].unit_of_work() as session:
        [meeting, *_] = session.exec(select(Meeting)).all()
        for number in range(10, 40):
            copy = meeting.model_dump(exclude={"id", "number"})
            session.add(Meeting(**copy, number=number))
    client.get("/meetings")
    more = next(link.get("href") for link in client.page.iter() if link.get("rel") == "next")
    client.get(more)
    assert "Meeting 1 Ended" in client.text
    assert "Next" not in client.text.split("Past meetings")[0].split("Plan")[-1]
