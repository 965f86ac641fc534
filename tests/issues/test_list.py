"""The list of issues, and the list of one's own."""

from dataclasses import replace

import pytest

from quarter.foundation.db import Database
from tests.factories.world import World
from tests.issues.reports import points, report, stored, value_of
from tests.strict_client import XHTML, StrictClient


def count_issues(client: StrictClient) -> int:
    client.get("/issues")
    return len(client.page.findall(f".//{XHTML}ul[@class='rows']/{XHTML}li"))


class TestList:
    def test_an_empty_list_explains_how_it_works(self, client: StrictClient, world: World) -> None:
        client.get("/issues?lang=en")
        assert "Nothing reported yet" in client.text
        assert len(client.page.findall(f".//{XHTML}main//{XHTML}ol/{XHTML}li")) == 3

    def test_a_row_says_how_it_stands_where_who_and_when(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, asked="city")
        client.get("/issues?lang=en")
        for words in (
            "The swing is broken",
            "New",
            "Playground North",
            "Amt für Grün",
            "Answer by Mon 7 Dec",
        ):
            assert words in client.text

    @pytest.mark.parametrize(
        "filters",
        ["state=nonsense", "category=swing", "group=x", "colour=red", "after=nonsense", "quarter=1.5"],
    )
    def test_filters_that_do_not_exist_are_a_mistake(self, client: StrictClient, filters: str) -> None:
        client.get(f"/issues?{filters}", status=400)

    def test_twenty_five_issues_cost_no_more_statements_than_three(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        client.sign_in(world.resident)
        counts = []
        for number in (3, 22):
            with database.unit_of_work() as session:
                for _ in range(number):
                    report(session, world)
            assert count_issues(client) in (3, 25)
            counts.append(len(client.statements))
        assert counts[0] == counts[1] <= 8


class TestMine:
    def test_ones_own_reports_are_found_again(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world, title="Mine")
        with database.unit_of_work() as session:
            report(session, replace(world, resident=world.neighbour), title="Theirs")
        client.sign_in(world.resident).get("/issues")
        client.get("/issues?mine=1")
        assert "Mine" in client.text and "Theirs" not in client.text
        assert value_of(client, "mine") == "1"  # the search stays among them
        client.get("/issues?mine=1&q=elephant")
        assert "No issue fits your search." in client.text
        client.sign_in(world.city).get("/issues?mine=1")
        assert "You have not reported anything yet." in client.text and "Mine" not in client.text

    def test_the_account_menu_leads_there(self, client: StrictClient, world: World) -> None:
        client.sign_in(world.resident).get("/issues")
        header = client.page.find(f".//{XHTML}header")
        assert [a.get("href") for a in header.iter(f"{XHTML}a") if a.text == "My issues"] == ["/issues?mine=1"]

    def test_a_visitor_is_led_to_sign_in_and_nobody_reads_anothers(self, client: StrictClient, world: World) -> None:
        for address in ("/issues?mine=1", "/issues/points.geojson?mine=1"):
            assert client.get(address, status=303).headers["Location"].startswith("/accounts/sign-in")
        client.sign_in(world.resident).get("/issues?mine=2", status=400)

    def test_the_map_shows_the_same(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world, title="Mine", latitude=52.48, longitude=13.43)
        client.sign_in(world.neighbour)
        assert points(client, "/issues/points.geojson?mine=1") == []

    def test_many_cost_no_more_statements_than_one(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        client.sign_in(world.resident)
        counts = []
        for number in (1, 12):
            for _ in range(number):
                stored(database, world)
            client.get("/issues?mine=1")
            counts.append(len(client.statements))
        assert counts[0] == counts[1] <= 6
