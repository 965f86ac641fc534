"""Who may enter Coordination and the Desk, and with which addresses."""

import pytest

from quarter.groups import service as groups
from quarter.groups.models import Seat
from tests.conftest import NOW
from tests.coordination.due import TODAY
from tests.coordination.reading import links


@pytest.mark.parametrize("address", ["/coordination", "/coordination.csv"])
@pytest.mark.parametrize("name", ["resident", "city", "observer", "admin"])
def test_only_who_keeps_minutes_coordinates(client, world, address, name) -> None:
    client.sign_in(getattr(world, name)).get(address, status=403)


@pytest.mark.parametrize("address", ["/desk", "/desk.csv"])
@pytest.mark.parametrize("name", ["resident", "neighbour", "moderator", "secretary", "admin"])
def test_only_who_speaks_for_an_organisation_has_a_desk(client, world, address, name) -> None:
    client.sign_in(getattr(world, name)).get(address, status=403)


@pytest.mark.parametrize("address", ["/coordination", "/coordination.csv", "/desk", "/desk.csv"])
def test_others_sign_in_first(client, world, address) -> None:
    answer = client.get(address, status=303)
    assert "/accounts/sign-in" in answer.headers["Location"]


def test_a_foreign_group_or_organisation_is_not_there(client, world) -> None:
    client.sign_in(world.moderator)
    for address in ("/coordination", "/coordination.csv"):
        client.get(f"{address}?group={world.other_group_id}", status=404)
        client.get(f"{address}?group=999", status=404)
    client.sign_in(world.other_moderator).get(f"/coordination?group={world.group_id}", status=404)
    client.sign_in(world.city).get(f"/desk?organisation={world.organisations['cooperative']}", status=404)


@pytest.mark.parametrize("query", ["kind=late", "kind=action&kind=late", "view=pie", "group=x", "colour=red"])
def test_unknown_filters_are_an_error(client, world, query) -> None:
    client.sign_in(world.moderator).get(f"/coordination?{query}", status=400)
    client.get(f"/coordination.csv?{query}", status=400)


def test_a_seat_that_has_ended_opens_nothing(client, database, world) -> None:
    with database.unit_of_work() as session:
        for name in ("moderator", "city"):
            seat = session.get_one(Seat, world.seats[name])
            groups.end_seat(session, world.admin, seat, today=TODAY, now=NOW)
    client.sign_in(world.moderator).get("/coordination", status=403)
    client.sign_in(world.city).get("/desk", status=403)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("anonymous", set()), ("resident", set()), ("admin", set()), ("neighbour", set()),
        ("moderator", {"Coordination"}), ("secretary", {"Coordination"}), ("city", {"Desk"}),
    ],
)  # fmt: skip
def test_the_place_is_shown_to_whom_it_is_for(client, world, name, places) -> None:
    client.sign_out() if name == "anonymous" else client.sign_in(getattr(world, name))
    client.get("/")
    assert set(links(client)) & {"Coordination", "Desk"} == places
