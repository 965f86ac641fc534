"""Searching the list: by words, by words almost like them, and by what was chosen."""

import pytest

from quarter.foundation.db import Database
from quarter.issues.domain import Category
from tests.factories.world import World
from tests.issues.reports import points, stored, value_of
from tests.strict_client import XHTML, StrictClient


class TestSearch:
    def test_the_search_form_narrows_the_list_and_keeps_what_was_chosen(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, title="Swing")
        stored(database, world, title="Lamp", category=Category.LIGHTING)
        client.get(f"/issues?lang=en&group={world.group_id}&q=lam&category=lighting&state=new")
        assert "Lamp" in client.text and "Swing" not in client.text
        assert value_of(client, "q") == "lam" and value_of(client, "group") == str(world.group_id)
        client.get("/issues?lang=en&q=elephant&category=&state=")
        assert "No issue fits your search." in client.text

    def test_a_search_says_how_many_it_found_and_leads_there(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        for number in range(27):
            stored(database, world, title=f"Lamp {number}")
        stored(database, world, title="Swing")
        client.get("/issues?lang=en")
        assert client.page.find(f".//{XHTML}form[@role='search']").get("action").endswith("#found")
        client.get("/issues?lang=en&q=lamp")
        heading = client.page.find(".//*[@id='found']")
        assert "27 issues about “lamp”" in "".join(heading.itertext()).replace("\u2068", "").replace("\u2069", "")
        client.get("/issues?lang=en&category=playground")
        assert "28 issues fit your search" in client.text

    def test_of_very_many_it_says_that_there_are_more(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        for number in range(101):
            stored(database, world, title=f"Lamp {number}")
        for query, sentence in (("q=lamp", "issues about “lamp”"), ("state=new", "issues fit your search")):
            client.get(f"/issues?lang=en&{query}")
            plain = client.text.replace("\u2068", "").replace("\u2069", "")
            assert f"More than 100 {sentence}" in plain

    def test_every_word_of_a_search_is_wanted_in_any_order(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, title="Broken lamp", place="Canal road")
        stored(database, world, title="Broken swing", place="Playground")
        client.get("/issues?lang=en&q=road+broken")
        assert "Broken lamp" in client.text and "Broken swing" not in client.text

    @pytest.mark.parametrize("typed", ["Rolstuhl", "rollstühle", "burgertreff", "Ubergang strasse", "ÜBERGANG"])
    def test_a_mistyped_word_finds_what_is_written_almost_like_it(
        self, client: StrictClient, world: World, database: Database, typed: str
    ) -> None:
        title = "Mit dem Rollstuhl zum Bürgertreff"
        issue_id = stored(database, world, title=title, place="Übergang Straße", latitude=52.47, longitude=13.42)
        stored(database, world, title="Lampe")
        client.get(f"/issues?lang=en&q={typed}")
        assert title in client.text and "Lampe" not in client.text
        address = client.page.find(".//*[@data-points]").get("data-points")
        assert [each["properties"]["url"] for each in points(client, address)] == [f"/issues/{issue_id}"]

    def test_the_page_says_that_it_looked_for_other_words(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, title="Rollstuhl")
        client.get("/issues?lang=en&q=Rolstuhl")
        plain = client.text.replace("\u2068", "").replace("\u2069", "")
        assert "1 issue about “Rollstuhl”" in plain and "No issue says “Rolstuhl”." in plain
        assert value_of(client, "q") == "Rolstuhl"
        client.get("/issues?lang=en&q=Rollstuhl")
        assert "No issue says" not in client.text

    def test_any_words_can_be_searched(self, client: StrictClient) -> None:
        client.get("/issues?lang=en&q=%25_'\"" + "x" * 500)
        assert "No issue fits your search." in client.text

    def test_a_word_is_found_however_its_letters_were_put_together(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        """A Mac writes ü as u and two dots, in what is looked for and in what we once kept."""
        stored(database, world, title="Container u\u0308berfu\u0308llt")
        stored(database, world, title="Tonne überfüllt")
        for typed in ("überfüllt", "u\u0308berfu\u0308llt", "\u200büber\xadfüllt"):
            client.get("/issues", query_string={"lang": "de", "q": typed})
            assert "Container" in client.text and "Tonne" in client.text
