"""What people say to a thing: support and comments."""

import pytest
from sqlmodel import select

from quarter.accounts.models import Person, SignIn
from quarter.planning.models import Plan
from quarter.planning.service.plans import close_plan
from tests.conftest import NOW
from tests.factories.world import PASSWORD
from tests.planning.pages import value_of
from tests.strict_client import StrictClient


def close(database, world, plan_id: int) -> None:
    with database.unit_of_work() as session:
        plan = session.get_one(Plan, plan_id)
        close_plan(session, world.moderator, plan, reason="No money.", lang="en", now=NOW)


class TestTalking:
    def test_support_twice_counts_once(self, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.get(element)
        assert "Sign in to support this" in client.text
        client.sign_in(world.neighbour)
        for _ in range(2):
            client.post(f"{element}/support", follow=True)
        assert "1 person supports this. You do, too." in client.text
        client.submit(action="/support/withdraw", follow=True)
        assert "Nobody has supported this yet." in client.text

    def test_a_visitor_who_supports_says_on_the_way_who_they_are(self, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.get(f"{element}/support?lang=en")
        assert "Your support counts with the next button:" in client.text
        who = {"new-name": "Ada", "new-email": "ada@test.example", "new-password": "a long password"}
        client.submit(action="/support", to="sign_up", **who, follow=True)
        assert "Thank you, your support counts." in client.text
        assert "1 person supports this. You do, too." in client.text

    @pytest.mark.parametrize(("to", "before"), [("sign_up", "new"), ("sign_in", "known")])
    def test_a_visitor_who_comes_too_late_is_told_so_and_not_signed_in(
        self, client, world, ids, database, to, before
    ) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.get(f"{element}/support?lang=en")
        close(database, world, ids["plan"])
        who = {"name": "Ada", "email": "neighbour@test.example", "password": PASSWORD}
        if to == "sign_up":
            who["email"] = "ada@test.example"
        fields = {f"{before}-{name}": value for name, value in who.items()}
        client.submit(action="/support", to=to, **fields, status=409)
        assert "The planning is finished" in client.text and value_of(client, f"{before}-email") == who["email"]
        assert client.http.get("/accounts/profile").status_code == 303
        with database.session(writes=False) as session:
            assert session.exec(select(Person).where(Person.email == "ada@test.example")).all() == []
            assert session.exec(select(SignIn)).all() == []

    def test_where_planning_has_ended_nobody_is_asked_who_they_are(self, client, world, ids, database) -> None:
        close(database, world, ids["plan"])
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        assert client.get(f"{element}/support", status=303).location.startswith(element)

    def test_before_one_comments_one_reads_that_the_name_stands_with_it(self, client, world, ids) -> None:
        client.sign_in(world.neighbour).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}")
        assert "Your name stands with it: Neighbour." in client.text

    def test_an_empty_comment_is_asked_for(self, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.sign_in(world.neighbour).get(element)
        client.submit(action="/comments", text=" ", status=422)
        assert "Please write your comment" in client.text
        client.submit(action="/comments", text="Yes!", follow=True)
        assert "Comments (1)" in client.text and "Yes!" in client.text

    def test_a_comment_on_what_was_taken_out_meanwhile_is_not_lost(self, app, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.sign_in(world.neighbour).get(element)
        owner = StrictClient(app).sign_in(world.resident)
        owner.get(f"{element}/remove")
        owner.submit()
        client.submit(action="/comments", text="A good tree.", status=409)
        assert "Somebody took this out of the variant meanwhile." in client.text
        assert value_of(client, "text") == "A good tree."
