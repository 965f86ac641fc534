"""One item of the minutes to take away, in every format; of what is not public only for the group."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
import time_machine
from flask import Flask

from quarter.foundation.multilingual import Words
from quarter.minutes.document import Minutes
from quarter.minutes.excerpt import excerpt
from quarter.minutes.exports import markdown
from quarter.minutes.exports.formats import FORMATS
from tests.factories.world import World
from tests.meetings.evening import after
from tests.minutes.sample import ITEMS, MINUTES, SEALED
from tests.minutes.test_public_pages import SECRETS, with_a_secret
from tests.minutes.test_public_version import text_of
from tests.strict_client import StrictClient


def test_it_is_the_item_with_its_parts_and_nothing_else() -> None:
    part = replace(ITEMS[0], number=2, part=1)
    minutes = replace(MINUTES, items=(*ITEMS[:2], part, ITEMS[2]))
    of_two = replace(ITEMS[1], files=(replace(ITEMS[1].files[0], number=2),))  # the first belongs to the meeting
    assert excerpt(minutes, "2").items == (of_two, part)
    assert excerpt(minutes, "2.1").items == (part,)
    assert excerpt(minutes, "9") is None
    assert Minutes.from_json(excerpt(minutes, "2").to_json()) == excerpt(minutes, "2")


def test_its_attachments_are_called_as_in_the_whole_record() -> None:
    for ending in ("md", "html", "docx"):
        content = FORMATS[ending].render(excerpt(MINUTES, "2"), Words("de", "Europe/Berlin"), SEALED)
        text = text_of(content, ending).replace("\N{NO-BREAK SPACE}", " ")
        assert "Anlage 2" in text and "Anlage 1" not in text
    again = excerpt(Minutes.from_json(excerpt(MINUTES, "2").to_json()), "2")
    assert [file.number for _item, file in again.all_files] == [2]


def test_it_says_that_it_is_one() -> None:
    found = excerpt(MINUTES, "1")
    said = markdown.render(found, Words("en", "Europe/Berlin"), SEALED).decode()
    assert said.startswith("# Excerpt from the minutes of meeting 7")
    assert "Nothing was decided under this item." in said and "Checksum of this excerpt" in said
    assert ITEMS[1].notes.text[:20] not in said


class TestPages:
    @pytest.fixture(autouse=True)
    def meeting(self, app: Flask, world: World, clock: time_machine.Traveller) -> None:
        clock.move_to(after(240))
        with app.extensions["quarter.database"].unit_of_work() as session:
            with_a_secret(session, world)

    @pytest.mark.parametrize("ending", ["pdf", "docx", "odt", "html", "md", "csv", "json"])
    def test_every_format_for_everybody(self, client: StrictClient, ending: str) -> None:
        client.get("/meetings/1/items/2/excerpt")
        answer = client.http.get(f"/meetings/1/items/2/excerpt.{ending}?lang=de")
        text = text_of(answer.get_data(), ending)
        assert "Spielstra" in text and not [secret for secret in SECRETS if secret in text]
        assert "minutes-2026-1-public-item-2" in answer.headers["Content-Disposition"]

    def test_of_what_is_not_public_only_for_the_group(self, client: StrictClient, world: World) -> None:
        for address in ("excerpt", "excerpt.pdf", "excerpt.json"):
            client.sign_in(world.resident).get(f"/meetings/1/items/3/{address}", status=404)
        text = client.sign_in(world.observer).http.get("/meetings/1/items/3/excerpt.md").get_data(as_text=True)
        assert SECRETS[1] in text
        client.get("/meetings/1/items/3/excerpt?version=public", status=404)

    @pytest.mark.parametrize("address", ["1/items/99/excerpt", "1/items/2/excerpt.exe", "1/items/2/excerpt.zip",
                                         "1/topics/99/excerpt", "99/items/2/excerpt"])  # fmt: skip
    def test_what_is_not_there_is_not_found(self, client: StrictClient, address: str) -> None:
        client.get(f"/meetings/{address}", status=404)

    def test_its_checksum_is_its_own(self, client: StrictClient) -> None:
        content = client.get("/meetings/1/items/2/excerpt.json").get_data()
        assert json.loads(content)["minutes"]["is_excerpt"]
        client.get("/meetings/1/items/2/excerpt")
        assert sha256(content).hexdigest() in client.text

    def test_topic_and_issue_lead_to_it(self, client: StrictClient, world: World) -> None:
        client.get("/topics/1")
        assert "Take this part of the minutes with you" in client.text
        client.get("/meetings/1/topics/1/excerpt", status=303)
        client.get("/meetings/1/items/2/excerpt")
        assert "Excerpt from the minutes of meeting 1" in client.text
