"""The guided tour: a click each, as the person who works there."""

import pytest

from quarter.demo.people import PEOPLE
from quarter.demo.tour import STOPS


@pytest.mark.parametrize("number", range(len(STOPS)), ids=lambda number: STOPS[number].title)
def test_every_stop_is_a_page_where_its_person_can_act(demo_client, number: int) -> None:
    stop = STOPS[number]
    demo_client.get("/tour?lang=en")
    assert stop.title in demo_client.text
    demo_client.post("/tour/go", {"stop": str(number)}, follow=True)
    demo_client.get(stop.address)
    if stop.person:
        assert PEOPLE[stop.person].name in demo_client.text


def test_the_cooperative_can_vote_and_the_neighbour_confirm(demo_client) -> None:
    demo_client.post("/tour/go", {"stop": "4"})
    demo_client.get("/decisions/3?lang=en")
    demo_client.submit(action="/ballot", choice="no")
    demo_client.post("/tour/go", {"stop": "5"})
    demo_client.get("/actions/1")
    demo_client.submit(action="/confirm", says="not-yet")


@pytest.mark.parametrize("stop", ["-1", "-999"])
def test_there_is_no_stop_before_the_first(demo_client, stop: str) -> None:
    demo_client.post("/tour/go", {"stop": stop}, status=404)


def test_a_real_installation_has_no_such_door(client) -> None:
    client.get("/tour", status=404)
    client.post("/tour/go", {"stop": "1"}, status=404)
