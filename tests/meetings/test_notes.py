"""Notes that several write at once, and that a page saves by itself."""

import re
from typing import Any

import pytest
import time_machine
from sqlmodel import Session

from quarter.foundation.db import LostUpdate
from quarter.meetings.merging import merge
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.service.agenda import remove_item
from quarter.meetings.service.course import start
from quarter.meetings.service.notes import write_notes
from tests.conftest import Made
from tests.factories.world import World
from tests.meetings.evening import after, items, planned, running, sealed
from tests.strict_client import StrictClient, form_fields

NOTES = "/meetings/1/items/1/notes"


@pytest.fixture
def secretary(client: StrictClient, world: World, made: Made, clock: time_machine.Traveller) -> StrictClient:
    """At the first item of the running meeting, ten minutes after it began."""
    made(running)
    clock.move_to(after(10))
    client.sign_in(world.secretary)
    client.get("/meetings/1/items/1")
    return client


def keep(client: StrictClient, notes: str, *, status: int = 303, **fields: str) -> Any:
    """What the script does: save, and read what became of it."""
    form = form_fields(client._form("/items/1")) | {"notes": notes} | fields
    answer = client.post(NOTES, form, status=status)
    return client.get(NOTES).get_json() if status == 303 else answer.get_json()


def test_what_two_write_at_different_places_stands_together(session: Session, world: World) -> None:
    meeting = running(session, world)
    item = items(session, meeting)[0]
    write_notes(session, world.secretary, meeting, item, "eins\nzwei", expected=1, now=after(3))
    for actor, text in ((world.secretary, "eins\nzwei\ndrei"), (world.moderator, "Eins\nzwei")):
        write_notes(session, actor, meeting, item, text, expected=2, base="eins\nzwei", now=after(4))
    assert item.notes == "Eins\nzwei\ndrei"


def test_what_two_write_at_the_same_place_is_not_saved_over(session: Session, world: World) -> None:
    meeting = running(session, world)
    item = items(session, meeting)[0]
    write_notes(session, world.secretary, meeting, item, "eins", expected=1, now=after(3))
    write_notes(session, world.secretary, meeting, item, "meins", expected=2, base="eins", now=after(4))
    with pytest.raises(LostUpdate):
        write_notes(session, world.moderator, meeting, item, "ihres", expected=2, base="eins", now=after(4))
    assert item.notes == "meins"


def test_the_same_text_once_more_changes_nothing(session: Session, world: World) -> None:
    meeting = running(session, world)
    item = items(session, meeting)[0]
    for _press in range(2):
        write_notes(session, world.secretary, meeting, item, "eins", expected=1, now=after(3))
    assert item.version == 2


def test_an_item_that_somebody_has_opened_and_left_empty_can_still_be_removed(session: Session, world: World) -> None:
    meeting = running(session, world)
    item = items(session, meeting)[1]
    write_notes(session, world.secretary, meeting, item, "", expected=1, now=after(3))
    remove_item(session, world.moderator, meeting, item, now=after(4))
    assert len(items(session, meeting)) == 1


def test_a_page_saves_without_leaving(secretary: StrictClient) -> None:
    answer = keep(secretary, "Begrüßung.", form_key="a")
    assert (answer["notes"], answer["version"], answer["others"]) == ("Begrüßung.", 2, "")
    assert re.match(r"Saved at \d", answer["said"])


def test_a_save_whose_answer_was_lost_counts_once(secretary: StrictClient, made: Made) -> None:
    keep(secretary, "eins", form_key="a")
    made(write_as_moderator, "eins und zwei")
    answer = keep(secretary, "eins", form_key="a")
    assert (answer["notes"], answer["version"]) == ("eins und zwei", 3)


def test_a_page_is_told_what_it_must_not_overwrite(secretary: StrictClient, made: Made) -> None:
    keep(secretary, "eins")
    made(write_as_moderator, "zwei")
    answer = keep(secretary, "drei", status=409, base="eins", version="2")
    assert (answer["notes"], answer["version"]) == ("zwei", 3)


def test_others_write_while_two_texts_are_brought_together(
    secretary: StrictClient, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The write lock is free meanwhile, and what they wrote is brought in, too."""
    keep(secretary, "eins\nzwei\ndrei")
    made(write_as_moderator, "eins\nzwei\nDrei")

    def merge_slowly(base: str, mine: str, theirs: str) -> str | None:
        made(write_as_moderator, "eins\nZwei\nDrei")
        return merge(base, mine, theirs)

    monkeypatch.setattr("quarter.meetings.views.notes.merge", merge_slowly)
    answer = keep(secretary, "Eins\nzwei\ndrei", base="eins\nzwei\ndrei", version="2")
    assert (answer["notes"], answer["version"]) == ("Eins\nZwei\nDrei", 5)


def test_others_are_named_while_they_write(secretary: StrictClient, made: Made, clock: time_machine.Traveller) -> None:
    clock.move_to(after(15))
    made(write_as_moderator, "eins")
    assert secretary.get(NOTES).get_json()["others"] == "Also writing here: Moderator"
    secretary.get("/meetings/1/items/1")
    assert "Also writing here: Moderator" in secretary.text
    clock.move_to(after(18))
    assert secretary.get(NOTES).get_json()["others"] == ""


def test_a_standing_phrase_comes_in_the_language_of_the_record(
    secretary: StrictClient, clock: time_machine.Traveller
) -> None:
    clock.move_to(after(15))
    secretary.submit(action="/items/1", notes="Begrüßung.", block="quorum", then="insert", follow=True)
    notes = secretary.get(NOTES).get_json()["notes"]
    assert notes.startswith("Begrüßung.\nUm ") and "6 von 6" in notes
    secretary.submit(action="/items/1", notes="Begrüßung.", block="quorum", then="inform", follow=True)
    assert secretary.get(NOTES).get_json()["notes"] == "Begrüßung.\nInformation:"


def test_a_page_fetches_a_standing_phrase(secretary: StrictClient) -> None:
    assert secretary.get("/meetings/1/items/1/blocks/no_questions").get_json() == {"text": "Es gibt keine Fragen."}
    secretary.get("/meetings/1/items/1/blocks/nonsense", status=404)


def test_a_record_in_a_language_without_our_words_has_no_standing_phrases(
    client: StrictClient, world: World, made: Made
) -> None:
    made(lambda session, world: planned(session, world, lang="tr"))
    made(lambda session, world: start(session, world.moderator, session.get_one(Meeting, 1), now=after(0)))
    client.sign_in(world.secretary).get("/meetings/1/items/1")
    assert "Standing phrase" not in client.text
    client.get("/meetings/1/items/1/blocks/quorum", status=404)


def test_a_page_is_told_why_its_notes_are_refused(client: StrictClient, world: World, made: Made) -> None:
    made(sealed)
    client.sign_in(world.secretary).get("/meetings/1/items/1")
    answer = keep(client, "Noch etwas", status=409)
    assert answer["problem"].startswith("The minutes are approved")
    assert "20000" in keep(client, "x" * 20_001, status=422)["problem"]


def test_before_the_meeting_nothing_is_noted(client: StrictClient, world: World, made: Made) -> None:
    made(planned)
    client.sign_in(world.secretary)
    assert "Open it first" in client.post(NOTES, {"notes": "x", "version": "1"}, status=409).get_json()["problem"]


def write_as_moderator(session: Session, world: World, text: str) -> None:
    item = session.get_one(AgendaItem, 1)
    meeting = session.get_one(Meeting, item.meeting_id)
    write_notes(session, world.moderator, meeting, item, text, expected=item.version, now=after(15))
