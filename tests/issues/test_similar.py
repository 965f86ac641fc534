"""What is like the issue that somebody is writing: found, shown, and supported instead."""

from typing import Any

from quarter.foundation.db import Database
from quarter.issues.domain import Category, IssueState
from quarter.issues.queries.similar import list_similar
from tests.factories.world import World
from tests.issues.reports import count, report, stored, write
from tests.strict_client import XHTML, StrictClient


class TestSimilar:
    def titles(self, database: Database, world: World, words: str, **about: Any) -> list[str]:
        with database.session(writes=False) as session:
            category = about.pop("category", Category.PLAYGROUND)
            return [row.title for row in list_similar(session, world.group_id, category, words, **about)]

    def test_is_found_by_the_words_of_title_and_place(self, world: World, database: Database) -> None:
        stored(database, world, title="Schaukel kaputt", place="Spielplatz Nord")
        stored(database, world, title="Laterne dunkel", place="Spielplatz Nord", category=Category.LIGHTING)
        stored(database, world, title="Bank fehlt", place="Uferweg", category=Category.GREENERY)
        assert self.titles(database, world, "Die Schaukel ist kaputt Spielplatz Nord") == [
            "Schaukel kaputt",
            "Laterne dunkel",
        ]
        assert self.titles(database, world, "100%_ völlig anders", category=Category.OTHER) == []

    def test_what_is_about_the_same_comes_first_and_is_not_driven_away_by_the_place(
        self, world: World, database: Database
    ) -> None:
        stored(database, world, title="Weg ist stockdunkel", place="Hinter Haus 12", category=Category.LIGHTING)
        for title in ("Glascontainer voll", "Bäume vertrocknen", "Pfütze"):
            stored(database, world, title=title, place="Uferstraße 2", category=Category.GREENERY)
        about = {"category": Category.LIGHTING}
        assert self.titles(database, world, "", **about) == ["Weg ist stockdunkel"]
        for words in ("Uferstraße", "Laterne kaputt Uferstraße", "Laterne ist dunkel Uferstraße"):
            assert self.titles(database, world, words, **about)[0] == "Weg ist stockdunkel", words

    def test_what_says_the_same_is_found_under_another_category(self, world: World, database: Database) -> None:
        for number in range(3):
            stored(database, world, title=f"Bin {number}", place="", category=Category.WASTE)
        stored(database, world, title="Swing broken, chain torn", place="", category=Category.SAFETY)
        found = self.titles(database, world, "The swing is broken: a torn chain", category=Category.WASTE)
        assert found[0] == "Swing broken, chain torn"

    def test_is_found_by_the_point(self, world: World, database: Database) -> None:
        stored(database, world, title="Near", latitude=52.4785, longitude=13.4311)
        stored(database, world, title="Far", latitude=52.49, longitude=13.4311)
        assert self.titles(database, world, "", point=(52.4786, 13.4312), category=Category.OTHER) == ["Near"]

    def test_before_anything_is_written_the_newest_of_the_category_are_shown(
        self, world: World, database: Database
    ) -> None:
        for number in range(5):
            stored(database, world, title=f"Swing {number}")
        stored(database, world, title="Lamp", category=Category.LIGHTING)
        assert self.titles(database, world, "") == ["Swing 4", "Swing 3", "Swing 2"]

    def test_what_is_closed_or_elsewhere_is_not_offered(self, world: World, database: Database) -> None:
        with database.unit_of_work() as session:
            for state in (IssueState.DONE, IssueState.DECLINED):
                report(session, world).state = state
            report(session, world, group=world.other_group(session))
        assert self.titles(database, world, "The swing is broken") == []

    def test_is_offered_while_writing_and_before_sending_and_can_be_supported_instead(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        write(client.sign_in(world.neighbour))
        assert "Is it one of these?" in client.text
        (button,) = [one for one in client.page.iter(f"{XHTML}button") if one.get("formaction")]
        assert button.get("form") == "instead"
        client.post(button.get("formaction"), follow=True)
        assert "1 person supports this. You do, too." in client.text
        assert (count(database), issue_id) == (1, 1)

    def test_stays_folded_until_something_was_written(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world)
        address = "/issues/new?lang=en&category=playground"
        htmx = {"HX-Request": "true", "HX-Target": "section#similar"}
        for given, headers, is_open in (("", {}, False), ("&title=", htmx, False), ("&title=swing", htmx, True)):
            client.get(address + given, headers=headers)
            fold = client.page.find(f".//{XHTML}section[@id='similar']/{XHTML}details")
            assert (fold.get("open") is not None) is is_open

    def test_ones_own_is_shown_without_a_button(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world)
        client.sign_in(world.resident).get("/issues/new?category=playground")
        assert "reported by you" in client.text
        assert not [one for one in client.page.iter(f"{XHTML}button") if one.get("formaction")]

    def test_htmx_asks_for_the_part_alone(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world)
        htmx = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "section#similar"}
        address = "/issues/new?lang=en&category=waste&title=broken+swing&place="
        answer = client.get(address, headers=htmx).get_data(as_text=True)
        assert "<h1" not in answer and "The swing is broken" in answer

    def test_more_issues_cost_no_more_statements(self, client: StrictClient, world: World, database: Database) -> None:
        client.sign_in(world.resident)
        counts = []
        for number in (1, 12):
            for _ in range(number):
                stored(database, world)
            client.get("/issues/new?category=playground&title=swing")
            counts.append(len(client.statements))
        assert counts[0] == counts[1] <= 8
