"""A correction of approved minutes: an item of a later meeting that points back, and the minutes stay as they are."""

import json

import pytest
import time_machine
from sqlmodel import Session

from quarter.foundation.db import Database
from quarter.foundation.multilingual import Words
from quarter.foundation.subjects import keep
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.corrections import list_corrected, list_corrections
from quarter.meetings.service.corrections import add_correction
from quarter.meetings.service.course import end, start
from quarter.minutes.builder import build_minutes
from quarter.minutes.document import Correction, Minutes, Written
from quarter.minutes.exports import markdown
from quarter.minutes.public_version import public_version
from quarter.minutes.queries.records import get_record
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import after, approved, arrive, ended, items, planned, refused, sealed
from tests.minutes.sample import DRAFT
from tests.strict_client import StrictClient

LATER = 60 * 24 * 20


def correct(session: Session, world: World, later: Meeting, item: AgendaItem) -> AgendaItem:
    return add_correction(
        session, world.moderator, later, item, title="Berichtigung: 60 Meter", lang="de", now=after(300)
    )


def next_one(session: Session, world: World) -> Meeting:
    return planned(session, world, starts_at=after(LATER))


def test_each_points_to_the_other(session: Session, world: World) -> None:
    earlier, later = sealed(session, world), next_one(session, world)
    wrong = items(session, earlier)[1]
    correction = correct(session, world, later, wrong)
    [row] = list_corrections(session, earlier.id)
    assert (row.corrects_id, row.item_id, row.number, row.meeting, row.is_public) == (
        wrong.id, correction.id, "3", later.number, True,
    )  # fmt: skip
    found = list_corrected(session, later.id)[correction.id]
    assert (found.item_id, found.number, found.meeting, found.meeting_id) == (wrong.id, "2", 1, earlier.id)
    assert list_corrections(session, later.id) == [] and list_corrected(session, earlier.id) == {}


def test_the_sealed_text_does_not_change(session: Session, world: World) -> None:
    earlier, later = sealed(session, world), next_one(session, world)
    before = get_record(session, earlier.id).record.document
    correct(session, world, later, items(session, earlier)[1])
    session.expire_all()
    assert get_record(session, earlier.id).record.document == before


def test_the_later_minutes_say_what_they_correct_in_every_language(session: Session, world: World) -> None:
    earlier, later = sealed(session, world), next_one(session, world)
    correct(session, world, later, items(session, earlier)[1])
    minutes = build_minutes(session, later)
    told = minutes.items[-1].corrects
    assert told == Correction(1, after(0).date(), "2", Written("Sichere Wege zur Kita", "de"))
    assert Minutes.from_json(minutes.to_json()) == minutes
    said = markdown.render(minutes, Words("en", minutes.timezone), DRAFT).decode()
    assert "Corrects item 2 of meeting 1 on 1 December 2026: Sichere Wege zur Kita" in said


def test_what_corrects_an_item_of_the_group_stays_in_the_group(session: Session, world: World) -> None:
    earlier, later = approved(session, world), next_one(session, world)
    wrong = items(session, earlier)[0]
    wrong.is_public = False
    session.flush()
    keep(session, wrong.subject(world.group_id, at=NOW))
    correction = correct(session, world, later, wrong)
    assert not correction.is_public
    correction.is_public = True  # somebody says it anew: then the number is told, and not the title
    session.flush()
    public = public_version(build_minutes(session, later), ())
    assert public.items[-1].corrects.title.text == ""
    assert "Eröffnung" not in json.dumps(public.to_json()).split("corrects")[-1].split("is_public")[0]


def test_what_is_not_approved_is_corrected_in_the_notes(session: Session, world: World) -> None:
    earlier = ended(session, world)
    later = next_one(session, world)
    with refused(MeetingRefusal.NOTHING_TO_CORRECT):
        correct(session, world, later, items(session, earlier)[1])


def test_a_meeting_that_is_over_takes_no_correction(session: Session, world: World) -> None:
    earlier = sealed(session, world)
    with refused(MeetingRefusal.MEETING_HAS_ENDED):
        correct(session, world, earlier, items(session, earlier)[1])


class TestPages:
    @pytest.fixture(autouse=True)
    def meetings(self, database: Database, world: World, clock: time_machine.Traveller) -> None:
        clock.move_to(after(400))
        with database.unit_of_work() as session:
            sealed(session, world)
            next_one(session, world)

    def test_from_the_sealed_minutes_to_the_agenda_and_back(
        self, client: StrictClient, world: World, database: Database, clock: time_machine.Traveller
    ) -> None:
        client.sign_in(world.moderator).get("/meetings/1/minutes")
        assert "Put a correction on an agenda" in client.text
        client.get("/meetings/1/items/2/correct")
        client.submit(title=" ", meeting="2", status=422)
        client.submit(title="Berichtigung: 60 Meter", meeting="2", follow=True)
        assert "The correction is on the agenda." in client.text
        client.sign_out().get("/meetings/2")
        assert "Corrects item 2 of meeting 1" in client.text
        client.get("/meetings/1/minutes")
        assert "A correction is item 3 of meeting 2" in client.text
        with database.unit_of_work() as session:
            later = session.get_one(Meeting, 2)
            start(session, world.moderator, later, now=after(LATER))
            arrive(session, world, later, "city", now=after(LATER))
            end(session, world.moderator, later, now=after(LATER + 60))
        client.get("/meetings/1/minutes")
        assert "Corrected by item 3 of meeting 2" in client.text
        assert "1 item of a later meeting corrects these minutes" in client.text

    def test_only_the_moderator_and_only_for_a_meeting_of_the_group(self, client: StrictClient, world: World) -> None:
        for actor in (world.city, world.secretary, world.resident, world.other_moderator):
            client.sign_in(actor).get("/meetings/1/items/2/correct", status=403)
        client.sign_in(world.moderator).get("/meetings/2/items/2/correct", status=404)
        client.get("/meetings/1/items/2/correct")
        client.submit(title="x", meeting="99", status=422)
