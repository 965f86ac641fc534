"""Supporting an issue and taking it back; also as a visitor, who says on the way who they are."""

from quarter.foundation.db import Database
from tests.factories.world import PASSWORD, World
from tests.issues.reports import issue_of, stored
from tests.strict_client import StrictClient


class TestSupport:
    def test_support_can_be_taken_back(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.neighbour).get(f"/issues/{issue_id}")
        client.submit(action="/support", follow=True)
        client.submit(action="/support/withdraw", follow=True)
        assert "Nobody has supported this yet." in client.text

    def test_whoever_reported_it_supports_it_anyway(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.resident).get(f"/issues/{issue_id}")
        assert "Support this issue" not in client.text
        client.post(f"/issues/{issue_id}/support", status=403)
        assert issue_of(database, issue_id).support_count == 0

    def test_who_has_signed_in_comes_back_to_the_button(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        response = client.sign_in(world.resident).get(f"/issues/{issue_id}/support", status=303)
        assert response.headers["Location"] == f"/issues/{issue_id}#support"
        assert issue_of(database, issue_id).support_count == 0


class TestSupportAtTheDoor:
    """A visitor who supports says who they are on the way, and need not press again."""

    def at_the_door(self, client: StrictClient, database: Database, world: World) -> str:
        address = f"/issues/{stored(database, world)}/support"
        client.get(f"{address}?lang=en")
        assert "Your support counts with the next button: The swing is broken" in client.text
        return address

    def test_with_a_new_account(self, client: StrictClient, world: World, database: Database) -> None:
        address = self.at_the_door(client, database, world)
        who = {"new-name": "Ada", "new-email": "ada@test.example", "new-password": "a long password"}
        client.submit(action=address, to="sign_up", **who, follow=True)
        assert "Thank you, your support counts." in client.text
        assert "1 person supports this. You do, too." in client.text

    def test_with_an_account(self, client: StrictClient, world: World, database: Database) -> None:
        address = self.at_the_door(client, database, world)
        who = {"known-email": "neighbour@test.example", "known-password": PASSWORD}
        client.submit(action=address, to="sign_in", **who | {"known-password": "wrong"}, status=422)
        assert "do not fit together" in client.text and "The swing is broken" in client.text
        client.submit(action=address, to="sign_in", **who, follow=True)
        assert "1 person supports this. You do, too." in client.text

    def test_with_what_is_missing_said(self, client: StrictClient, world: World, database: Database) -> None:
        address = self.at_the_door(client, database, world)
        client.submit(action=address, to="sign_up", status=422)
        assert "Please write a name" in client.text and issue_of(database, 1).support_count == 0

    def test_whoever_reported_it_only_comes_in(self, client: StrictClient, world: World, database: Database) -> None:
        address = self.at_the_door(client, database, world)
        who = {"known-email": "resident@test.example", "known-password": PASSWORD}
        client.submit(action=address, to="sign_in", **who, follow=True)
        assert "by you" in client.text and issue_of(database, 1).support_count == 0
