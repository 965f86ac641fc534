"""Who may come in at which door of a meeting, and what is not there."""

import pytest
from flask import Flask

from quarter.meetings.models import Meeting
from quarter.minutes.service.circulation import circulate
from tests.conftest import Made
from tests.factories.world import World
from tests.meetings.evening import after, ended, planned, running
from tests.strict_client import StrictClient


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/99", "/meetings/99.ics", "/meetings/99/minutes", "/meetings/99/minutes.pdf",
        "/meetings/1/minutes.exe", "/meetings/99/minutes/file",
        "/meetings/items/99", "/meetings/1/items/99", "/meetings/2/items/1", "/meetings/2/items/1/question",
        "/meetings/2/agenda/items/1/remove", "/meetings/1/items/1/decisions/1", "/meetings/new?group=99",
    ],
)  # fmt: skip
def test_what_is_missing_or_belongs_to_another_meeting_is_not_found(
    client: StrictClient, world: World, made: Made, address: str
) -> None:
    made(planned)
    made(planned)
    client.sign_in(world.moderator).get(address, status=404)


def test_a_question_is_counted_only_under_its_own_item(client: StrictClient, world: World, made: Made) -> None:
    made(ended)  # decision 1 is under item 2
    client.sign_in(world.secretary).get("/meetings/1/items/2/decisions/1")
    client.get("/meetings/1/items/1/decisions/1", status=404)


def test_a_seat_of_another_group_is_not_found(client: StrictClient, world: World, made: Made) -> None:
    made(running)
    stranger = world.seats["other_member"]
    client.sign_in(world.secretary).post(f"/meetings/1/attendance/{stranger}/arrive", status=404)


@pytest.mark.parametrize("deed", ["invite", "start", "end", "minutes/circulate", "agenda/items"])
def test_members_and_strangers_do_not_run_the_meeting(
    client: StrictClient, world: World, made: Made, deed: str
) -> None:
    made(running)
    for actor in (world.city, world.other_moderator, world.admin):
        client.sign_in(actor).post(f"/meetings/1/{deed}", status=403)
    client.sign_out().post(f"/meetings/1/{deed}", status=303)  # to the sign-in page
    client.sign_in(world.secretary).get("/meetings/1")
    assert "Running now" in client.text


def test_a_draft_is_for_the_group_and_circulated_minutes_for_everybody(
    client: StrictClient, world: World, made: Made, app: Flask
) -> None:
    made(ended)
    client.sign_in(world.observer).get("/meetings/1/minutes")
    client.sign_in(world.resident).get("/meetings/1/minutes", status=403)
    for address in ("minutes.pdf", "minutes.docx", "minutes/file?ending=odt&labels=de"):
        client.get(f"/meetings/1/{address}", status=403)
    client.get("/meetings/1")
    assert "as soon as they have been circulated" in client.text
    with app.extensions["quarter.database"].unit_of_work() as session:
        circulate(session, world.secretary, session.get_one(Meeting, 1), now=after(100))
    client.get("/meetings/1/minutes")
