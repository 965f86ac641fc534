"""Talking about an issue."""

from quarter.foundation.db import Database
from quarter.issues.service import attaching, talking
from quarter.voices.models import Comment
from tests.conftest import NOW
from tests.factories.world import World
from tests.issues.reports import report, stored
from tests.strict_client import XHTML, StrictClient


class TestComments:
    def test_before_one_comments_one_reads_that_the_name_stands_with_it(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.neighbour).get(f"/issues/{issue_id}")
        assert "Your name stands with it: Neighbour." in client.text and "Who reported the issue" not in client.text
        client.sign_in(world.resident).get(f"/issues/{issue_id}")
        assert "Your name stands with it: Resident. Who reported the issue is not shown" in client.text

    def test_an_empty_comment_keeps_the_page_and_says_what_is_missing(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.resident).get(f"/issues/{issue_id}")
        for nothing in ("  ", "\u200b", "\u2060 \u200d"):
            client.submit(action="/comments", text=nothing, status=422)
            assert "Please write your comment before you send it." in client.text
        assert client.page.find(f".//{XHTML}h1") is not None

    def test_earlier_comments_are_on_the_next_page(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = self.talked_about(database, world, comments=30)
        client.get(f"/issues/{issue_id}?lang=en")
        assert "Comment 29" in client.text and "Comment 4 " not in client.text
        (earlier,) = [link.get("href") for link in client.page.iter(f"{XHTML}a") if link.get("rel") == "next"]
        client.get(earlier)
        assert "Comment 0" in client.text
        client.get(f"/issues/{issue_id}?after=nonsense", status=400)

    def test_thirty_comments_cost_no_more_statements_than_one(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        counts = []
        for comments in (1, 30):
            issue_id = self.talked_about(database, world, comments=comments)
            client.get(f"/issues/{issue_id}")
            counts.append(len(client.statements))
        assert counts[0] == counts[1]

    def talked_about(self, database: Database, world: World, *, comments: int) -> int:
        """An issue with comments, and with an answer and a topic."""
        with database.unit_of_work() as session:
            issue = report(session, world)
            attaching.open_topic_from(session, world.moderator, issue, title="T", summary="", lang="en", now=NOW)
            for number in range(comments):
                text = f"Comment {number} of many"
                talking.comment(session, world.neighbour, issue, text=text, lang="en", now=NOW)
            return issue.id


def test_a_comment_sent_twice_stands_there_once(client: StrictClient, world: World, database: Database) -> None:
    issue_id = stored(database, world)
    client.sign_in(world.resident).get(f"/issues/{issue_id}")
    for _ in range(2):
        client.submit(action="/comments", text="Once.")
    with database.session(writes=False) as session:
        assert len(session.exec(Comment.__table__.select()).all()) == 1
