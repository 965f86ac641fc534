"""The calendar behind a secret address: made and taken back in the profile, read by a program that cannot sign in."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from quarter.accounts.models import CalendarLink
from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.meetings.models import Meeting
from quarter.meetings.service.planning import change, schedule
from tests.actions.deeds import agree, report
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import BEGIN, planned
from tests.meetings.strict_calendar import Component, read
from tests.strict_client import StrictClient

PROFILE = "/accounts/profile"


@pytest.fixture
def evening(database, world: World) -> None:
    """A meeting of the city's group and one of another group, and one action that the city owes."""
    with database.unit_of_work() as session:
        planned(session, world)
        schedule(
            session,
            world.other_moderator,
            world.other_group(session),
            starts_at=BEGIN,
            place="Berg",
            lang="de",
            now=NOW,
        )
        agree(session, world)


def address_of(client: StrictClient, actor: Any) -> str:
    """Make an address in the profile, and read it from the page."""
    client.sign_in(actor).get(PROFILE)
    client.submit(action="/profile/calendar", follow=True)
    [code] = client.page.iterfind(".//{*}code[@class='hash']")
    address = "".join(code.itertext())
    assert address.startswith("http://localhost/meetings/calendar/")
    client.sign_out()
    return address.removeprefix("http://localhost")


def feed(client: StrictClient, address: str) -> Component:
    answer = client.get(address)
    assert answer.mimetype == "text/calendar"
    return read(answer.get_data())


def test_the_feed_holds_the_own_groups_meetings_and_what_the_own_organisation_owes(client, world, evening) -> None:
    calendar = feed(client, address_of(client, world.city))
    [event], [todo] = calendar.all("VEVENT"), calendar.all("VTODO")
    assert event["UID"] == "meeting-1@127.0.0.1"
    assert "Sichere Wege zur Kita" in event.text("DESCRIPTION")
    assert todo["UID"] == "action-1@127.0.0.1"
    assert todo.text("SUMMARY") == "New lamps"


def test_somebody_without_a_seat_gets_all_meetings_and_owes_nothing(client, world, evening) -> None:
    calendar = feed(client, address_of(client, world.resident))
    assert len(calendar.all("VEVENT")) == 2
    assert calendar.all("VTODO") == []


def test_one_group_can_be_chosen(client, world, evening) -> None:
    address = address_of(client, world.resident)
    [event] = feed(client, f"{address}?group={world.other_group_id}").all("VEVENT")
    assert event.text("LOCATION") == "Berg"
    client.get(f"{address}?colour=red", status=400)


def test_a_moved_meeting_and_a_reported_action_raise_their_sequence(client, world, evening, database) -> None:
    address = address_of(client, world.city)
    before = feed(client, address)
    with database.unit_of_work() as session:
        meeting = session.get_one(Meeting, 1)
        change(
            session, world.moderator, meeting, starts_at=datetime.fromisoformat("2026-12-02T17:00:00+00:00"),
            place="Schule", link="", planned_minutes=90, expected=meeting.version, now=NOW,
        )  # fmt: skip
        report(session, world, session.get_one(Action, 1), ActionState.DONE)
    after = feed(client, address)
    for kind in ("VEVENT", "VTODO"):
        [old], [new] = before.all(kind), after.all(kind)
        assert old["UID"] == new["UID"]
        assert int(new["SEQUENCE"]) == int(old["SEQUENCE"]) + 1
    assert after.all("VTODO")[0]["STATUS"] == "COMPLETED"


def test_a_new_address_ends_the_old_one_and_it_can_be_stopped(client, world, evening, database) -> None:
    first = address_of(client, world.city)
    second = address_of(client, world.city)
    assert first != second
    client.get(first, status=404)
    client.get(second)
    client.sign_in(world.city).get(PROFILE)
    client.submit(action="/profile/calendar/end", follow=True)
    assert "no longer works" in client.text
    client.get(second, status=404)


def test_an_address_cannot_be_guessed_nor_made_from_the_database(client, world, evening, database) -> None:
    address = address_of(client, world.city)
    with database.session(writes=False) as session:
        key = session.scalars(select(CalendarLink.key)).one()
    named, signed = address.split("/")[-1].removesuffix(".ics").split(".")
    other = ("A" if signed[0] != "A" else "B") + signed[1:]  # the last sign holds bits that nobody reads
    for wrong in (key, "x", f"{key}.x", f"{named}.{other}"):
        client.get(f"/meetings/calendar/{wrong}.ics", status=404)
    assert signed not in key


def test_the_profile_is_in_the_reader_s_hands_only(client: StrictClient, app: Flask, world: World) -> None:
    client.sign_in(world.city).get(PROFILE)
    client.submit(action="/profile/calendar", follow=True)
    client.sign_in(world.resident).get(PROFILE)
    assert "Make an address for my calendar" in client.text


def test_a_feed_asks_as_often_for_many_meetings_as_for_one(client, world, evening, database) -> None:
    address = address_of(client, world.city)
    feed(client, address)
    once = len(client.statements)
    with database.unit_of_work() as session:
        for _ in range(5):
            planned(session, world)
            agree(session, world)
    feed(client, address)
    assert len(client.statements) == once <= 8
