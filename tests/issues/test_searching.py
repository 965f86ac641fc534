"""Searching the list: by words, by words almost like them, and by what was chosen."""

import random
from time import process_time
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import event
from sqlmodel import Session, delete

from quarter.foundation.db import Database
from quarter.issues.domain import Category, words_alike
from quarter.issues.models import Issue
from quarter.issues.queries.listing import IssueFilter, list_issues
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


class TestManyIssues:
    """What a search costs does not grow with what is there."""

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize("typed", ["xyzzyq", "canal road", "Straße", "am Ufer"])
    def test_no_search_reads_all_issues(self, session: Session, typed: str) -> None:
        statements: list[tuple[str, Any]] = []
        event.listen(session.get_bind(), "before_cursor_execute", lambda *about: statements.append(about[2:4]))
        list_issues(session, IssueFilter(q=typed))
        found = [each for each in statements if "issue_words" in each[0]]
        assert found
        for statement, values in found:
            plan = str(session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all())
            assert "SCAN issue_words VIRTUAL TABLE" in plan and "SCAN issue " not in plan and "SCAN issue'" not in plan

    @pytest.mark.parametrize(
        ("typed", "is_found"),
        [
            ("fahrradständer", True), ("STÄNDER", True), ("rradst", True), ("straße", True), ("ständer vor", True),
            ("straße ständer", True), ("ständer schule", False), ('stän"der', False), ("st%nder", False),
            ("AND", False), ("am", True), ("am ständer", True), ("xx", False), ("*", False), ('"', False),
        ],
    )  # fmt: skip
    def test_what_is_found(
        self, client: StrictClient, world: World, database: Database, typed: str, is_found: bool
    ) -> None:
        stored(database, world, title="Fahrradständer", text="Vor dem Haus am Ufer.", place="Lange Straße")
        client.get("/issues?" + urlencode({"lang": "en", "q": typed}))
        assert ("Lange Straße" in client.text) is is_found

    def test_what_is_reworded_or_gone_is_no_longer_found(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        first, second = (stored(database, world, title=title) for title in ("Laterne", "Lampe"))
        with database.unit_of_work() as session:
            session.get_one(Issue, first).title = "Schaukel"
            session.execute(delete(Issue).where(Issue.id == second))
        for word, is_found in (("Laterne", False), ("Schaukel", True), ("Lampe", False)):
            client.get(f"/issues?lang=en&q={word}")
            assert ("No issue fits your search." in client.text) is not is_found

    def test_texts_of_the_same_letters_are_compared_within_bounds(self) -> None:
        dice = random.Random(1)
        texts = [" ".join("".join(dice.sample("enisratdhu", 10)) for _ in range(90)) for _ in range(300)]
        began = process_time()
        words_alike("tdhuenisra tdhuenisar tdhuenirsa tdhueinsra tdhunesira tduhenisra", texts)
        assert process_time() - began < 1.5

    def test_six_words_that_nothing_says_among_long_texts(self) -> None:
        dice = random.Random(2)
        texts = [" ".join("".join(dice.sample("enisratdhulcgmobwf", 9)) for _ in range(99)) for _ in range(300)]
        began = process_time()
        assert words_alike("xyzzyq qqxyzzy yzzyqx zzyqxy qyzzyx xqyzzy", texts) == [[]] * 6
        assert process_time() - began < 0.8
