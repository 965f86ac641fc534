"""Who may come in at which door of an issue, and what is not there."""

import pytest

from quarter.foundation.db import Database
from tests.factories.world import World
from tests.issues.reports import issue_of, stored, stored_topic
from tests.strict_client import StrictClient


class TestWhoMay:
    @pytest.mark.parametrize("door", ["topic", "ask"])
    def test_the_moderator_of_another_quarter_may_not(
        self, client: StrictClient, world: World, database: Database, door: str
    ) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.other_moderator).get(f"/issues/{issue_id}/{door}", status=403)
        client.post(f"/issues/{issue_id}/{door}", {"topic": "1", "organisation": "1"}, status=403)
        client.post(f"/issues/{issue_id}/topic/new", {"title": "Mine"}, status=403)

    def test_a_topic_of_another_group_is_not_found(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id, foreign = stored(database, world), stored_topic(database, world, elsewhere=True)
        client.sign_in(world.moderator).get(f"/issues/{issue_id}/topic")
        client.submit(action="/topic/new", title="Ours")
        for topic_id in (foreign, 999):
            client.get(f"/issues/{issue_id}/topic")
            client.submit(topic=str(topic_id), status=404)
        client.get(f"/issues/{issue_id}/topic")
        client.submit(topic="", status=422)
        assert "Please choose a topic." in client.text

    def test_without_signing_in_one_reads_and_is_led_to_sign_in(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.get(f"/issues/{issue_id}?lang=en")
        assert "Sign in to support this" in client.text and "Sign in to comment" in client.text
        for deed in ("comments", "support"):
            response = client.post(f"/issues/{issue_id}/{deed}", {"text": "Hello", "lang": "en"})
            assert response.headers["Location"].startswith("/accounts/sign-in")
        assert issue_of(database, issue_id).comment_count == 0

    @pytest.mark.parametrize(
        "door",
        [
            "",
            "/comments",
            "/support",
            "/follow",
            "/photos",
            "/change",
            "/photos/1/remove",
            "/answer",
            "/ask",
            "/topic",
            "/topic/new",
        ],
    )
    def test_an_issue_that_is_not_there_is_not_found(self, client: StrictClient, world: World, door: str) -> None:
        client.sign_in(world.moderator).get(f"/issues/999{door}", status=404)
