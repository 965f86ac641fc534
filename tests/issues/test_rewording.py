"""The reporter's own words, and until when they can be changed."""

import pytest

from quarter.foundation.db import Database
from quarter.issues.models import Issue
from quarter.issues.service import attaching
from tests.conftest import NOW
from tests.factories.world import World
from tests.issues.reports import issue_of, stored, value_of
from tests.strict_client import StrictClient


class TestRewording:
    def test_the_reporter_changes_the_words_until_there_is_an_answer(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world, asked="city")
        client.sign_in(world.resident).get(f"/issues/{issue_id}")
        assert "Change my words" in client.text
        client.get(f"/issues/{issue_id}/change")
        assert value_of(client, "text") == "One of the chains is torn since Monday."
        client.submit(title=" ", status=422)
        assert "Please say in a few words what it is." in client.text
        client.submit(title="Both swings are broken", place="Playground South", follow=True)
        assert "Your words are changed." in client.text and "Playground South" in client.text
        assert issue_of(database, issue_id).title == "Both swings are broken"
        client.sign_in(world.city).get(f"/issues/{issue_id}/answer")
        client.submit(state="done", text="Repaired.")
        client.sign_in(world.resident).get(f"/issues/{issue_id}/change", status=403)
        client.get(f"/issues/{issue_id}")
        assert "Change my words" not in client.text

    @pytest.mark.parametrize("who", ["neighbour", "city", "moderator", "admin"])
    def test_nobody_else_does(self, client: StrictClient, world: World, database: Database, who: str) -> None:
        issue_id = stored(database, world)
        client.sign_in(getattr(world, who)).get(f"/issues/{issue_id}/change", status=403)
        client.post(f"/issues/{issue_id}/change", {"title": "Mine", "lang": "en", "version": "1"}, status=403)

    def test_what_was_typed_is_kept_when_somebody_was_asked_meanwhile(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        words = {"title": "Both swings", "lang": "en", "version": "0"}
        client.sign_in(world.resident).post(f"/issues/{issue_id}/change", words, status=409)
        assert value_of(client, "title") == "Both swings"
        client.submit(follow=True)
        assert issue_of(database, issue_id).title == "Both swings"

    def test_the_thread_tells_it(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.resident).get(f"/issues/{issue_id}/change")
        client.submit(title="Both swings are broken")
        with database.unit_of_work() as session:
            issue = session.get_one(Issue, issue_id)
            attaching.open_topic_from(session, world.moderator, issue, title="T", summary="", lang="en", now=NOW)
        client.get(f"/issues/{issue_id}")
        assert "Reworded by whoever reported it: Both swings are broken" in client.text
