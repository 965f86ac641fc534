"""Reporting without having signed in."""

from typing import Any

import pytest
from sqlmodel import select

from quarter.accounts.models import Person
from quarter.foundation.db import Database
from tests.factories.world import PASSWORD, World
from tests.issues.reports import WRITTEN, count, issue_of, photo, write
from tests.strict_client import XHTML, StrictClient, form_fields


@pytest.fixture
def limits() -> bool:
    return True


class TestVisitor:
    """Somebody who has not signed in writes, and says who they are only at the end."""

    def test_is_told_at_the_beginning_that_an_account_is_needed(self, client: StrictClient, world: World) -> None:
        client.get("/issues/new?lang=en")
        assert "To send it you need an account" in client.text
        client.sign_in(world.resident).get("/issues/new")
        assert "To send it you need an account" not in client.text

    def test_makes_an_account_and_sends_in_one_go(self, client: StrictClient, world: World, database: Database) -> None:
        write(client)
        assert "What you wrote is kept." in client.text
        client.submit(action="/issues/new", to="send", status=200)
        who = {"new-name": "Ada", "new-email": "ada@test.example", "new-password": "a long password"}
        client.submit(action="/issues/new", to="sign_up", **who, follow=True)
        assert "Thank you, your issue is here" in client.text and "by you" in client.text
        with database.session(writes=False) as session:
            ada = session.exec(select(Person).where(Person.email == "ada@test.example")).one()
        issue = issue_of(database)
        assert (issue.reporter_id, issue.title, issue.text) == (ada.id, WRITTEN["title"], WRITTEN["text"])

    def test_signs_in_and_sends_in_one_go(self, client: StrictClient, world: World, database: Database) -> None:
        write(client, text="First line.\nSecond line, “quoted”.")
        client.submit(action="/issues/new", to="send", status=200)
        who = {"known-email": "resident@test.example", "known-password": PASSWORD}
        client.post("/issues/new", self.second_form(client) | who | {"to": "sign_in"}, follow=True)
        assert "by you" in client.text
        assert issue_of(database).text == "First line.\nSecond line, “quoted”."
        client.get("/accounts/profile")

    def test_a_wrong_password_loses_nothing(self, client: StrictClient, world: World, database: Database) -> None:
        write(client)
        client.submit(action="/issues/new", to="send", status=200)
        who = {"known-email": "resident@test.example", "known-password": "wrong"}
        client.post("/issues/new", self.second_form(client) | who | {"to": "sign_in"}, status=422)
        assert "do not fit together" in client.text
        assert self.second_form(client)["text"] == WRITTEN["text"]
        for attempt in range(2, 12):
            status = 422 if attempt <= 10 else 429
            client.post("/issues/new", self.second_form(client) | who | {"to": "sign_in"}, status=status)
        assert "Too many attempts." in client.text
        assert self.second_form(client)["text"] == WRITTEN["text"]
        assert count(database) == 0

    @pytest.mark.parametrize(
        ("who", "advice"),
        [
            ({"new-name": "", "new-email": "x", "new-password": "short"}, "Please write a name"),
            (
                {"new-name": "R", "new-email": "resident@test.example", "new-password": "a long password"},
                "There is an account with this address already.",
            ),
        ],
    )
    def test_what_is_wrong_with_an_account_is_said_and_nothing_lost(
        self, client: StrictClient, world: World, database: Database, who: dict[str, str], advice: str
    ) -> None:
        write(client)
        client.submit(action="/issues/new", to="send", status=200)
        people = count(database, Person)
        client.submit(action="/issues/new", to="sign_up", **who, status=422)
        assert advice in client.text
        client.submit(action="/issues/new", to="look", status=200)
        assert WRITTEN["title"] in client.text
        assert (count(database), count(database, Person)) == (0, people)

    def test_brings_no_photo_before_we_know_them(self, client: StrictClient, app, database: Database) -> None:
        client.get("/issues/new?category=waste&lang=en")
        assert "You can add photos when your issue is sent." in client.text
        write(client, photo=photo())
        assert not list(app.extensions["quarter.storage"]._folder.glob("*"))

    def second_form(self, client: StrictClient) -> dict[str, Any]:
        """The fields of the form for those who have an account."""
        main = client.page.find(f".//{XHTML}main")
        return form_fields([form for form in main.iter(f"{XHTML}form") if form.get("method") == "post"][1])
