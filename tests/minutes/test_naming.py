"""Who is named in public: by person, as it was when the minutes went round, and of strangers nobody."""

import pytest
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.accounts.service import sign_up
from quarter.foundation.db import Database
from quarter.meetings.models import Meeting
from quarter.meetings.service.course import end
from quarter.meetings.service.guests import welcome_guest
from quarter.minutes.builder import read_version
from quarter.minutes.domain import Extent
from quarter.minutes.queries.records import get_record
from quarter.minutes.service.circulation import circulate
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import after, items, note, running
from tests.strict_client import StrictClient

TEXT = "Ada Linde und Bo Rasch berichten, es gibt keine Rechtsgrundlage."


def went_round(session: Session, world: World, **guests: bool) -> Meeting:
    """Minutes that speak of Ada Linde, who sits in the group, and of Bo Rasch, who does not; guests agree or not."""
    meeting = running(session, world)
    for name, agrees in guests.items():
        welcome_guest(
            session, world.secretary, meeting, name=name.replace("_", " "), is_named_publicly=agrees, now=after(3)
        )
    note(session, world, meeting, items(session, meeting)[0], TEXT)
    end(session, world.secretary, meeting, now=after(90))
    circulate(session, world.secretary, meeting, now=after(120))
    return meeting


def public(session: Session, meeting: Meeting) -> str:
    recorded = get_record(session, meeting.id)
    assert recorded
    return read_version(session, recorded, Extent.PUBLIC)[0].to_json()


@pytest.fixture(autouse=True)
def ada(world: World, database: Database) -> None:
    with database.unit_of_work() as session:
        session.get_one(Person, world.initiative.person_id).name = "Ada Linde"


def agree(session: Session, person_id: int | None, *, is_named: bool = True) -> None:
    session.get_one(Person, person_id).is_named_publicly = is_named
    session.flush()


def account(session: Session, name: str, *, is_named: bool = False) -> None:
    email = f"{name.casefold().replace(' ', '.')}@test.example"
    person = sign_up(session, email=email, name=name, password_hash="", language="de", now=NOW)
    agree(session, person.id, is_named=is_named)


def test_who_had_agreed_when_they_went_round_is_named(session: Session, world: World) -> None:
    agree(session, world.initiative.person_id)
    assert "Ada Linde und Bo Rasch berichten" in public(session, went_round(session, world))


def test_who_agrees_later_is_named_from_the_next_time_on(session: Session, world: World) -> None:
    meeting = went_round(session, world)
    agree(session, world.initiative.person_id)
    assert "A. L. und Bo Rasch berichten" in public(session, meeting)
    circulate(session, world.secretary, meeting, now=after(130))
    assert "Ada Linde und Bo Rasch berichten" in public(session, meeting)


def test_who_takes_it_back_is_not_named_from_then_on(session: Session, world: World) -> None:
    agree(session, world.initiative.person_id)
    meeting = went_round(session, world)
    agree(session, world.initiative.person_id, is_named=False)
    assert "A. L. und Bo Rasch berichten" in public(session, meeting)


@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize("name", ["keine Rechtsgrundlage", "Ada Linde", "Bo Rasch"])
def test_a_stranger_changes_nothing_by_their_name(session: Session, world: World, name: str, is_named: bool) -> None:
    before = public(session, went_round(session, world))
    account(session, name, is_named=is_named)
    meeting = get_record(session, 1)
    assert meeting and public(session, meeting.meeting) == before
    circulate(session, world.secretary, meeting.meeting, now=after(130))
    assert public(session, meeting.meeting) == before


def test_a_new_name_changes_nothing(session: Session, world: World) -> None:
    meeting = went_round(session, world)
    before = public(session, meeting)
    session.get_one(Person, world.initiative.person_id).name = "gibt keine"
    session.flush()
    assert public(session, meeting) == before


def test_guests_agree_to_the_secretary_and_never_through_an_account(session: Session, world: World) -> None:
    account(session, "Bo Rasch", is_named=True)
    assert "B. R. berichten" in public(session, went_round(session, world, Bo_Rasch=False))


def test_a_guest_who_has_agreed_is_named(session: Session, world: World) -> None:
    account(session, "Bo Rasch", is_named=False)
    assert "A. L. und Bo Rasch berichten" in public(session, went_round(session, world, Bo_Rasch=True))


def test_the_writer_is_told_what_the_pdf_cannot_show(client: StrictClient, world: World, database: Database) -> None:
    with database.unit_of_work() as session:
        meeting = running(session, world)
        note(session, world, meeting, items(session, meeting)[1], "街 → 行 und 街.")
        end(session, world.secretary, meeting, now=after(90))
    client.sign_in(world.secretary).get("/meetings/1/minutes?lang=en")
    assert "shows � in their place" in client.text and "Item 2: 街 行" in client.text
    client.sign_in(world.city).get("/meetings/1/minutes?lang=en")
    assert "in their place" not in client.text
