"""The list of plans, and one plan with its variants side by side."""

import pytest

from quarter.places.models import Quarter
from tests.planning.pages import NEW_PLAN, NEW_THING, marks
from tests.planning.plans import AREA, stored


class TestList:
    def test_it_is_empty_at_first_and_says_what_a_plan_is(self, client, world) -> None:
        client.get("/plans")
        assert "No place is being planned yet" in client.text
        assert "Open a plan" not in client.text
        client.sign_in(world.moderator).get("/plans")
        assert "Open a plan" in client.text

    def test_it_is_narrowed_by_quarter_and_group(self, client, world, ids) -> None:
        for query, shown in (
            ("", True), (f"?quarter={world.quarter_id}", True), (f"?group={world.group_id}", True),
            (f"?group={world.other_group_id}", False), (f"?quarter={world.other_quarter_id}", False),
        ):  # fmt: skip
            client.get(f"/plans{query}")
            assert ("The courtyard" in client.text) is shown
        client.get("/plans?colour=red", status=400)
        client.get("/plans?after=nonsense", status=400)

    def test_it_goes_on_and_costs_the_same_however_long(self, client, database, world) -> None:
        stored(database, world)
        client.get("/plans")
        few = len(client.statements)
        for _ in range(26):
            stored(database, world)
        client.get("/plans")
        assert len(client.statements) == few
        assert "Show more" in client.text


class TestPlan:
    def test_variants_stand_side_by_side_with_their_differences(self, client, world, ids) -> None:
        client.get(f"/plans/{ids['plan']}")
        assert "The group's variant" in client.text and "More shade by Resident" in client.text
        assert "New: A lime tree" in client.text
        assert "about 900 euros, 1 thing without an estimate" in client.text
        assert marks(client) == ["1", "1", "2"]

    def test_on_the_map_it_is_drawn_in_the_outline(self, client, world, database) -> None:
        with database.unit_of_work() as session:
            session.get_one(Quarter, world.quarter_id).boundary = AREA
        ids = stored(database, world, picture=None)
        client.get(f"/plans/{ids['plan']}")
        assert marks(client) == ["1", "1", "2"]

    def test_without_any_base_the_list_is_enough(self, client, world, database) -> None:
        ids = stored(database, world, picture=None)
        client.get(f"/plans/{ids['plan']}")
        assert marks(client) == [] and "A bench" in client.text
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/new")

    @pytest.mark.parametrize("language", ["de", "en", "ar"])
    def test_every_page_speaks_each_language(self, client, world, ids, language) -> None:
        client.sign_in(world.moderator)
        for address in ("", "/compare", f"/compare?variants={ids['groups']}&variants={ids['own']}",
                        f"/variants/{ids['own']}", f"/variants/{ids['own']}/elements/{ids['tree']}",
                        f"/variants/{ids['groups']}/elements/new", f"/variants/{ids['groups']}/import"):  # fmt: skip
            mark = "&" if "?" in address else "?"
            client.get(f"/plans/{ids['plan']}{address}{mark}lang={language}")
            assert client.page.get("lang") == language

    def test_what_is_not_there(self, client, world, ids) -> None:
        for address in ("999", f"{ids['plan']}/variants/999", f"999/variants/{ids['own']}",
                        f"{ids['plan']}/variants/{ids['groups']}/elements/{ids['tree']}",
                        f"{ids['plan']}/variants/{2**40}", f"{ids['plan']}/variants/999.geojson"):  # fmt: skip
            client.get(f"/plans/{address}", status=404)

    def test_the_cost_of_a_page_does_not_grow_with_the_variants(self, client, world, ids, database) -> None:
        addresses = (f"/plans/{ids['plan']}", f"/plans/{ids['plan']}/variants/{ids['own']}",
                     f"/plans/{ids['plan']}/compare?variants={ids['own']}&variants={ids['groups']}")  # fmt: skip
        client.sign_in(world.city)

        def counts() -> list[int]:
            found = []
            for address in addresses:
                client.get(address)
                found.append(len(client.statements))
            return found

        few = counts()
        client.sign_in(world.neighbour)
        for title in "abc":
            client.get(f"/plans/{ids['plan']}/variants/{ids['own']}/branch")
            client.submit(title=title, text="", follow=True)
            client.get(client.address + "/elements/new")
            client.submit(**NEW_THING, lang="en")
        client.sign_in(world.city)
        assert counts() == few
        assert max(few) <= 12


class TestExample:
    def test_an_empty_plan_shows_an_example_that_is_none(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, follow=True)
        assert "Only an example: nothing of this is planned." in client.text
        client.get(client.address + "?lang=de")

    def test_one_with_things_shows_none(self, client, world, ids) -> None:
        client.get(f"/plans/{ids['plan']}")
        assert "Only an example" not in client.text
