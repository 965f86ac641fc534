"""Pages and files for people without a seat: nothing of an item that is not public, no name that was not agreed to."""

from hashlib import sha256

import pytest
import time_machine
from flask import Flask
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.decisions.domain import BenchVotes
from quarter.foundation.actors import Role
from quarter.foundation.db import Database
from quarter.groups.domain import BenchKey
from quarter.groups.service import give_seat
from quarter.meetings.models import Meeting
from quarter.meetings.service.agenda import add_item
from quarter.meetings.service.course import begin_item, end
from quarter.meetings.service.outcomes import agree_action, count_votes, put_question
from quarter.minutes.queries.records import get_record
from quarter.minutes.service import sealing
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.signatures import sign
from tests.factories.world import FROM, World
from tests.meetings.evening import after, items, note, running
from tests.minutes.test_public_version import text_of
from tests.strict_client import StrictClient

SECRETS = ("Mietschulden Haus Neun", "Stundung bis Ostern", "Soll die Stundung gelten?", "Ratenplan schreiben",
           "Herr Vogel hat Schulden.")  # fmt: skip


def with_a_secret(session: Session, world: World) -> Meeting:
    """Sealed minutes of a public item and one that is not, with a decision and an action under each."""
    meeting = running(session, world)
    secret = add_item(session, world.moderator, meeting, title=SECRETS[0], lang="de", is_public=False, now=after(3))
    for item, title, question, task in (
        (items(session, meeting)[1], "Spielstraße", "Soll die Gasse Spielstraße werden?", "Schilder bestellen"),
        (secret, *SECRETS[1:4]),
    ):
        begin_item(session, world.secretary, meeting, item, now=after(4))
        decision = put_question(
            session, world.secretary, meeting, item, title=title, question=question, lang="de", now=after(5)
        )
        votes = [BenchVotes(bench, 2, 2, yes=2) for bench in BenchKey]
        count_votes(session, world.secretary, decision, votes, now=after(6))
        agree_action(
            session, world.secretary, meeting, item, title=task, text="", lang="de",
            organisation_id=world.organisations["initiative"], person_id=world.initiative.person_id,
            due_on=after(9999).date(), now=after(7),
        )  # fmt: skip
    note(session, world, meeting, secret, SECRETS[4])
    note(session, world, meeting, items(session, meeting)[1], "Initiative und City berichten.")
    end(session, world.secretary, meeting, now=after(90))
    circulate(session, world.secretary, meeting, now=after(120))
    approve(session, world.moderator, meeting, now=after(180))
    for signer in (world.moderator, world.secretary):
        sign(session, signer, meeting, now=after(185))
    sealing.seal(session, world.moderator, meeting, now=after(200))
    return meeting


@pytest.fixture(autouse=True)
def meeting(app: Flask, world: World, clock: time_machine.Traveller) -> None:
    clock.move_to(after(240))
    with app.extensions["quarter.database"].unit_of_work() as session:
        with_a_secret(session, world)


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/1", "/meetings/1/minutes", "/meetings/1/minutes?version=public", "/meetings/1.ics",
        "/meetings/1/minutes.json", "/meetings/1/minutes.md", "/meetings/1/minutes.pdf", "/meetings/1/minutes.docx",
        "/meetings/1/minutes.zip", "/decisions", "/decisions/register.csv", "/actions", "/actions/points.geojson", "/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("reader", ["anonymous", "resident", "other_moderator", "admin"])
def test_others_find_nothing_of_it_anywhere(client: StrictClient, world: World, address: str, reader: str) -> None:
    if reader != "anonymous":
        client.sign_in(getattr(world, reader))
    text = text_of(client.http.get(address).get_data(), address)
    assert not [secret for secret in SECRETS if secret in text]


def test_what_came_of_it_has_no_page_for_others(client: StrictClient, world: World) -> None:
    for address in ("/decisions/2", "/decisions/2.json", "/actions/2"):
        client.sign_out().get(address, status=404)
        client.sign_in(world.observer).http.get(address)
        assert client.http.get(address).status_code == 200
    client.sign_in(world.resident).post("/actions/2/confirm", {"says": "done"}, status=404)


@pytest.mark.parametrize("address", ["minutes", "minutes.md", "minutes?version=full"])
def test_the_group_reads_all_of_it(client: StrictClient, world: World, address: str) -> None:
    text = text_of(client.sign_in(world.observer).http.get(f"/meetings/1/{address}").get_data(), address)
    assert not [secret for secret in SECRETS if secret not in text]


def test_the_group_finds_it_in_register_and_lists(client: StrictClient, world: World) -> None:
    client.sign_in(world.city).get("/decisions")
    assert SECRETS[1] in client.text
    client.get("/actions")
    assert SECRETS[3] in client.text


@pytest.mark.parametrize("ending", ["csv", "pdf"])
def test_the_group_finds_it_in_the_files_of_the_register(client: StrictClient, world: World, ending: str) -> None:
    address = f"/decisions/register.{ending}"
    assert SECRETS[1] in text_of(client.sign_in(world.city).http.get(address).get_data(), address)
    assert SECRETS[1] not in text_of(client.sign_out().http.get(address).get_data(), address)


def test_who_owes_an_action_reads_it_without_a_seat_in_the_group(client: StrictClient, world: World) -> None:
    client.sign_in(world.initiative).get("/actions/2")


def test_who_owes_it_from_another_group_is_not_led_to_the_item(
    client: StrictClient, world: World, database: Database
) -> None:
    with database.unit_of_work() as session:
        person = session.get_one(Person, world.other_member.person_id)
        give_seat(
            session, world.other_moderator, world.other_group(session), person, role=Role.OBSERVER, bench_id=None,
            organisation_id=world.organisations["initiative"], from_on=FROM, now=after(240),
        )  # fmt: skip
    client.sign_in(world.other_member).get("/actions/2?lang=en")
    assert SECRETS[3] in client.text and "To the meeting" not in client.text
    client.sign_in(world.city).get("/actions/2?lang=en")
    assert "To the meeting" in client.text


def test_without_their_agreement_people_have_initials(client: StrictClient) -> None:
    text = client.http.get("/meetings/1/minutes.md?lang=en").get_data(as_text=True)
    assert "I. und City berichten." in text and "Absent" not in text.split("Quorum")[1]
    assert "| I. | Initiative Kanalkinder |" in text and "| Moderator |" in text


def test_who_agrees_after_the_seal_is_not_named_any_more(client: StrictClient, world: World) -> None:
    before = client.http.get("/meetings/1/minutes.md?lang=en").get_data(as_text=True)
    client.sign_in(world.initiative).get("/accounts/profile")
    client.submit(action="/accounts/profile", is_named_publicly="y")
    client.sign_out()
    assert client.http.get("/meetings/1/minutes.md?lang=en").get_data(as_text=True) == before


def test_the_owner_of_an_action_is_named_to_others_only_if_they_agreed(client: StrictClient, world: World) -> None:
    person = "Initiative Kanalkinder, Initiative"
    client.get("/actions/1")
    assert person not in client.text
    client.sign_in(world.city).get("/actions/1")
    assert person in client.text


def test_each_version_has_a_checksum_of_its_own(client: StrictClient, world: World, database: Database) -> None:
    public = client.get("/meetings/1/minutes.json").get_data()
    client.get("/meetings/1/minutes")
    with database.session(writes=False) as session:
        seal = get_record(session, 1).record.sha256
    assert sha256(public).hexdigest() in client.text and seal not in client.text
    full = client.sign_in(world.city).get("/meetings/1/minutes.json").get_data()
    assert sha256(full).hexdigest() == seal
    assert client.get("/meetings/1/minutes.json?version=public").get_data() == public


def test_members_choose_and_others_cannot(client: StrictClient, world: World) -> None:
    client.sign_in(world.city).get("/meetings/1/minutes")
    assert "Full version" in client.text and "Read the public version" in client.text
    answer = client.get("/meetings/1/minutes/file?ending=pdf&labels=de&version=public", status=303)
    assert answer.headers["Location"].endswith("/meetings/1/minutes.pdf?lang=de&version=public")
    name = client.http.get("/meetings/1/minutes.pdf?lang=de").headers["Content-Disposition"]
    assert 'filename="minutes-2026-1-full-de.pdf"' in name
    client.get("/meetings/1/minutes?version=public")
    assert "Public version" in client.text and "Read the full version" in client.text
    client.get("/meetings/1/minutes?version=all", status=400)
    client.sign_in(world.resident).get("/meetings/1/minutes?version=full", status=403)
    client.get("/meetings/1/minutes.pdf?version=full", status=403)
