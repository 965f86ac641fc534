"""Texts of the minutes in other languages: beside the record, marked by whom and when, and never in it."""

from dataclasses import replace

import pytest
import time_machine
from sqlmodel import Session, select

from quarter.foundation.db import Database
from quarter.foundation.multilingual import Words
from quarter.foundation.refusals import Refusal
from quarter.meetings.models import Meeting
from quarter.minutes.builder import read_version
from quarter.minutes.document import Translation, Written
from quarter.minutes.domain import Extent, MinutesRefusal
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.models import RecordTranslation
from quarter.minutes.queries.records import get_record
from quarter.minutes.service import translations
from quarter.minutes.service.circulation import circulate
from tests.factories.world import World
from tests.meetings.evening import after, ended, items, note, sealed
from tests.minutes.sample import ITEMS, MINUTES, NOT_CARRIED, SEALED, at
from tests.minutes.test_public_version import text_of
from tests.strict_client import StrictClient

NOTES = "Die Stadt hält 80 Meter für möglich."
BESIDE = replace(
    SEALED,
    translations=(
        Translation(ITEMS[1].notes.text, Written("The initiative presents variant B.", "en"), "Ada Byron", at(21)),
        Translation(NOT_CARRIED.question.text, Written("Shall it be 20 km an hour?", "en"), "Ada Byron", at(21)),
        Translation(ITEMS[1].notes.text, Written("تعرض المبادرة البديل ب.", "ar"), "Ada Byron", at(21)),
    ),
)


@pytest.mark.parametrize("ending", ["pdf", "docx", "odt", "html", "md", "akn.xml"])
def test_a_file_shows_those_in_the_language_of_its_headings_after_the_original(ending: str) -> None:
    text = text_of(FORMATS[ending].render(MINUTES, Words("en", "Europe/Berlin"), BESIDE), ending)
    folded = " ".join(text.replace("\\", "").split())
    for words in ("The initiative presents variant B.", "Shall it be 20 km an hour?",
                  "Translation by Ada Byron on 3 November 2026", "only the original is the record"):  # fmt: skip
        assert words in folded, words
    assert folded.index("Die Initiative stellt Variante B vor.") < folded.index("The initiative presents variant B.")
    assert "البديل" not in text
    assert "variant B" not in text_of(FORMATS[ending].render(MINUTES, Words("de", "Europe/Berlin"), BESIDE), ending)


def test_the_record_does_not_know_them() -> None:
    words = Words("en", "Europe/Berlin")
    assert FORMATS["json"].render(MINUTES, words, BESIDE) == FORMATS["json"].render(MINUTES, words, SEALED)


def translate(
    session: Session, world: World, meeting: Meeting, original: str = NOTES, text: str = "80 metres."
) -> None:
    translations.translate(session, world.initiative, meeting, original, text=text, lang="en", now=after(300))


def read(session: Session, meeting: Meeting, extent: Extent = Extent.FULL) -> tuple[Translation, ...]:
    return read_version(session, get_record(session, meeting.id), extent)[1].translations


def test_a_translation_has_a_name_and_a_time_and_a_later_one_takes_its_place(session: Session, world: World) -> None:
    meeting = sealed(session, world)
    before = get_record(session, meeting.id).record.document
    translate(session, world, meeting)
    assert read(session, meeting) == (Translation(NOTES, Written("80 metres.", "en"), "Initiative", after(300)),)
    translate(session, world, meeting, text="Eighty metres.")
    assert [each.text.text for each in read(session, meeting)] == ["Eighty metres."]
    assert get_record(session, meeting.id).record.document == before


def test_of_a_text_that_was_corrected_there_is_no_translation_any_more(session: Session, world: World) -> None:
    meeting = ended(session, world)
    circulate(session, world.secretary, meeting, now=after(120))
    translate(session, world, meeting)
    note(session, world, meeting, items(session, meeting)[1], "Es sind 60 Meter.")
    circulate(session, world.secretary, meeting, now=after(310))
    assert read(session, meeting) == ()
    assert len(session.exec(select(RecordTranslation)).all()) == 1


def test_a_draft_is_not_translated(session: Session, world: World) -> None:
    with pytest.raises(Refusal, match=MinutesRefusal.NOT_YET_CIRCULATED.value):
        translate(session, world, ended(session, world))


def test_others_read_those_of_what_is_public_with_names_shortened(session: Session, world: World) -> None:
    meeting = sealed(session, world)
    translate(session, world, meeting, text="The city and Initiative agree.")
    [shown] = read(session, meeting, Extent.PUBLIC)
    assert (shown.by, shown.text.text) == ("I.", "The city and I. agree.")


def test_others_read_none_of_what_is_not_public(session: Session, world: World) -> None:
    meeting = ended(session, world)
    items(session, meeting)[1].topic_id = None
    items(session, meeting)[1].is_public = False
    session.flush()
    circulate(session, world.secretary, meeting, now=after(120))
    translate(session, world, meeting)
    assert len(read(session, meeting)) == 1 and read(session, meeting, Extent.PUBLIC) == ()


class TestPages:
    @pytest.fixture(autouse=True)
    def meeting(self, database: Database, world: World, clock: time_machine.Traveller) -> None:
        clock.move_to(after(400))
        with database.unit_of_work() as session:
            sealed(session, world)

    def test_a_member_puts_it_beside_the_minutes(self, client: StrictClient, world: World) -> None:
        client.sign_in(world.initiative).get("/meetings/1/minutes")
        assert "Translate this text" in client.text
        client.get("/meetings/1/items/2/translate")
        assert NOTES in client.text
        client.submit(lang="en", text=" ", status=422)
        client.submit(lang="de", text="x", status=422)  # the language of the original
        client.submit(lang="en", text="The city thinks that 80 metres are possible.", follow=True)
        assert "Your translation stands beside the minutes" in client.text
        client.get("/meetings/1/items/2/translate?decision=2026/01-1")
        client.submit(lang="en", text="Shall the lane become a play street?")
        client.sign_out().get("/meetings/1/minutes")
        assert "The city thinks that 80 metres are possible." in client.text
        assert "Shall the lane become a play street?" in client.text
        assert "Translation by I. on" in client.text

    def test_only_the_group_and_only_what_is_written(self, client: StrictClient, world: World) -> None:
        for actor in (world.resident, world.admin, world.other_moderator):
            client.sign_in(actor).get("/meetings/1/items/2/translate", status=403)
        for address in ("1/items/1/translate", "1/items/2/translate?decision=9", "1/items/99/translate"):
            client.sign_in(world.city).get(f"/meetings/{address}", status=404)
