"""Variants: branching, rewording, rating, adopting, withdrawing."""

from sqlmodel import select

from quarter.planning.models import Rating
from tests.planning.pages import NEW_THING, value_of
from tests.strict_client import StrictClient


class TestBranching:
    def test_branching_one_that_is_withdrawn_meanwhile_keeps_the_typing(self, app, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.neighbour).get(f"{variant}/branch")
        owner = StrictClient(app).sign_in(world.resident)
        owner.get(f"{variant}/withdraw")
        owner.submit(follow=True)
        assert "The variant is withdrawn." in owner.text
        client.submit(title="A roof", text="It rains.", status=409)
        assert "withdrawn meanwhile" in client.text
        assert (value_of(client, "title"), value_of(client, "text")) == ("A roof", "It rains.")
        client.get(variant)
        assert "It stays here for those who look back" in client.text

    def test_a_second_press_branches_once(self, client, world, ids) -> None:
        client.sign_in(world.neighbour).get(f"/plans/{ids['plan']}/variants/{ids['own']}/branch")
        first = client.submit(title="A roof", text="")
        again = client.submit(title="A roof", text="")
        assert first.headers["Location"] == again.headers["Location"]

    def test_whoever_is_not_signed_in_is_led_there(self, client, world, ids) -> None:
        response = client.get(f"/plans/{ids['plan']}/variants/{ids['own']}/branch", status=303)
        assert "/accounts/sign-in" in response.headers["Location"]


class TestRewording:
    def test_the_author_rewords_a_variant(self, app, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.resident).get(f"{variant}/edit")
        assert value_of(client, "title") == "More shade"
        second = StrictClient(app).sign_in(world.resident)
        second.get(f"{variant}/edit")
        second.submit(title="Trees", text="They cool.", follow=True)
        assert "They cool." in second.text
        client.submit(title="Cool trees", status=409)
        assert "Somebody else saved this meanwhile" in client.text and value_of(client, "title") == "Cool trees"
        client.submit(title=" ", status=422)
        client.submit(title="Cool trees")
        for other in (world.neighbour, world.moderator):
            client.sign_in(other).get(f"{variant}/edit", status=403)

    def test_rewording_what_was_withdrawn_keeps_the_typing(self, app, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.resident).get(f"{variant}/edit")
        second = StrictClient(app).sign_in(world.moderator)
        second.get(f"{variant}/withdraw")
        second.submit()
        client.submit(title="Trees", status=409)
        assert "withdrawn meanwhile" in client.text and value_of(client, "title") == "Trees"


class TestRating:
    def test_a_bench_rates(self, client, world, ids, database) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.city).get(variant)
        client.submit(action="/rating", criterion_0="4", criterion_1="", follow=True)
        with database.session(writes=False) as session:
            assert [(row.criterion, row.points) for row in session.exec(select(Rating))] == [(0, 4)]
        client.submit(action="/rating", criterion_0="9", status=422)
        client.get(f"/plans/{ids['plan']}/compare?variants={ids['groups']}&variants={ids['own']}")
        assert "City administration: 4" in client.text and "not rated yet" in client.text

    def test_what_was_rated_when_the_planning_had_ended_is_not_lost(self, app, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.city).get(variant)
        moderator = StrictClient(app).sign_in(world.moderator)
        moderator.get(f"/plans/{ids['plan']}/close")
        moderator.submit(reason="There is no money.")
        client.submit(action="/rating", criterion_0="4", status=409)
        assert "The planning is finished, so nothing can be changed here any more." in client.text
        chosen = client.page.find(".//*[@name='criterion_0']/*[@selected]")
        assert chosen.get("value") == "4"


class TestEnding:
    def test_adopting_finishes_the_planning(self, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.moderator).get(f"{variant}/adopt")
        client.submit(follow=True)
        assert "Planning finished" in client.text and "The group goes on with this one" in client.text
        client.sign_in(world.resident).get(variant)
        assert "Add to this variant" not in client.text
        client.get(f"{variant}/elements/new")
        client.submit(**NEW_THING, status=409)
        assert "The planning is finished" in client.text and value_of(client, "title") == "Round bench"

    def test_withdrawing_the_group_s_is_refused(self, client, world, ids) -> None:
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}/variants/{ids['groups']}/withdraw")
        client.submit(status=409)
