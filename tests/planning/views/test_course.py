"""A plan said anew, ended, and gone on with."""

import pytest

from tests.planning.pages import plan_of, value_of
from tests.strict_client import XHTML, StrictClient


class TestCourse:
    def test_the_moderator_describes_the_plan_anew(self, app, client, world, ids, database) -> None:
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}")
        client.get(f"/plans/{ids['plan']}/edit")
        assert value_of(client, "criteria") == "Safe\nCheap"
        second = StrictClient(app).sign_in(world.secretary)
        second.get(f"/plans/{ids['plan']}/edit")
        second.submit(title="The yard", follow=True)
        assert "Everyone sees it like this now." in second.text and "The yard" in second.text
        client.submit(aim="Shade.", status=409)
        assert "Somebody else saved this meanwhile" in client.text and value_of(client, "aim") == "Shade."
        client.submit(until_on="2026-10-01", status=422)
        client.submit(until_on="2026-12-24", criteria="Quiet")
        plan = plan_of(database, ids["plan"])
        assert (plan.aim, plan.criteria) == ("Shade.", ["Quiet"])

    def test_criteria_that_were_rated_are_only_shown(self, client, world, ids, database) -> None:
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}/edit")
        rater = StrictClient(client.app).sign_in(world.city)
        rater.get(f"/plans/{ids['plan']}/variants/{ids['own']}")
        rater.submit(action="/rating", criterion_0="4")
        client.submit(title="The yard", criteria="Quiet", status=409)
        assert "Benches have rated the variants" in client.text and value_of(client, "title") == "The yard"
        client.get(f"/plans/{ids['plan']}/edit")
        assert [area.get("name") for area in client.page.iter(f"{XHTML}textarea") if "readonly" in area.attrib] == [
            "criteria"
        ]
        client.submit(title="The yard")
        assert plan_of(database, ids["plan"]).criteria == ["Safe", "Cheap"]

    def test_it_ends_with_a_reason_and_goes_on(self, client, world, ids) -> None:
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}/close")
        client.submit(reason=" ", status=422)
        first = client.submit(reason="There is no money this year.")
        again = client.submit(reason="There is no money this year.")
        assert first.headers["Location"] == again.headers["Location"]
        client.get(f"/plans/{ids['plan']}")
        assert "The planning ended without a variant" in client.text and "There is no money" in client.text
        client.get(f"/plans/{ids['plan']}/close")
        client.submit(reason="Once more.", status=409)
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}")
        assert "There is no money" in client.text and "Open the planning again" not in client.text
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}")
        client.submit(action="/reopen", follow=True)
        assert "The planning goes on" in client.text and "There is no money" not in client.text

    @pytest.mark.parametrize("name", ["resident", "city", "other_moderator", "admin"])
    def test_that_is_the_moderator_s(self, client, world, ids, name) -> None:
        client.sign_in(getattr(world, name))
        for address in ("edit", "close"):
            client.get(f"/plans/{ids['plan']}/{address}", status=403)
        client.post(f"/plans/{ids['plan']}/reopen", status=403)
