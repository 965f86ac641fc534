"""The way of an issue to its answer: who is asked, who answers, and two who do so at once."""

from datetime import timedelta

from time_machine import Traveller

from quarter.foundation.db import Database
from quarter.issues.domain import IssueState
from tests.conftest import NOW
from tests.factories.world import World
from tests.issues.reports import issue_of, send_report, stored, stored_topic, value_of
from tests.strict_client import XHTML, StrictClient


class TestTheWayOfAnIssue:
    def test_report_ask_answer_comment_support_attach(self, client: StrictClient, world: World) -> None:
        send_report(client.sign_in(world.resident))
        client.sign_in(world.moderator).get("/issues/1/ask")
        client.submit(organisation=str(world.organisations["city"]), follow=True)
        assert "Amt für Grün und Verkehr is asked to answer by" in client.text
        client.sign_in(world.city).get("/issues/1/answer")
        client.submit(state="in_progress", text="We repair it on Tuesday.", follow=True)
        assert "We repair it on Tuesday." in client.text
        client.sign_in(world.neighbour).get("/issues/1")
        client.submit(action="/comments", text="At last!", follow=True)
        assert "At last!" in client.text and "Comments (1)" in client.text
        client.submit(action="/support", follow=True)
        assert "1 person supports this. You do, too." in client.text
        client.sign_in(world.moderator).get("/issues/1/topic")
        client.submit(action="/topic/new", title="Playground North", follow=True)
        client.sign_out().get("/issues/1?lang=en")
        assert "This issue belongs to a topic of the group: Playground North" in client.text
        path = client.page.find(f".//{XHTML}ol[@class='path']")
        assert len(path.findall(f"{XHTML}li")) == 5

    def test_an_existing_topic_can_be_chosen(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id, topic_id = stored(database, world), stored_topic(database, world, title="Paths")
        client.sign_in(world.secretary).get(f"/issues/{issue_id}/topic")
        client.submit(action="/topic", topic=str(topic_id), follow=True)
        assert "The issue now belongs to the topic “Paths”." in client.text


class TestAsking:
    def test_the_second_asking_is_told_that_something_changed(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        address = f"/issues/{issue_id}/ask"
        city, cooperative = (str(world.organisations[key]) for key in ("city", "cooperative"))
        client.sign_in(world.moderator).post(address, {"organisation": city, "version": "1"})
        client.sign_in(world.secretary).post(address, {"organisation": cooperative, "version": "1"}, status=409)
        assert "Somebody else changed this issue meanwhile." in client.text
        assert issue_of(database, issue_id).organisation_id == world.organisations["city"]

    def test_asking_after_the_due_day_promises_no_day_that_has_passed(
        self, client: StrictClient, world: World, database: Database, clock: Traveller
    ) -> None:
        issue_id = stored(database, world)
        clock.move_to(NOW + timedelta(days=20))
        client.sign_in(world.moderator).get(f"/issues/{issue_id}/ask")
        client.submit(organisation=str(world.organisations["city"]), follow=True)
        assert "Amt für Grün und Verkehr is asked to answer now: the answer is overdue." in client.text


class TestAnswering:
    def test_only_the_body_asked_answers(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id = stored(database, world, asked="city")
        for actor in (world.cooperative, world.moderator, world.resident, world.admin):
            client.sign_in(actor).get(f"/issues/{issue_id}/answer", status=403)
        client.sign_in(world.second_city).get(f"/issues/{issue_id}/answer")

    def test_the_second_answer_keeps_its_text_and_shows_the_first(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world, asked="city")
        address = f"/issues/{issue_id}/answer"
        form = {"state": "done", "lang": "en", "version": "1"}
        client.sign_in(world.city).post(address, form | {"text": "We were there."})
        client.sign_in(world.second_city).post(address, form | {"text": "All repaired."}, status=409)
        assert "We were there." in client.text
        assert value_of(client, "text") == "All repaired."
        client.submit(follow=True)
        assert "All repaired." in client.text and "1 earlier answer" in client.text

    def test_an_answer_with_nothing_in_it_is_asked_for_again(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world, asked="city")
        client.sign_in(world.city).get(f"/issues/{issue_id}/answer")
        client.submit(status=422)
        assert "What becomes of this issue? Please choose what becomes of this issue." in client.text
        assert "Your answer: Please write the answer" in client.text
        client.submit(state="new", text="No.", status=422)
        assert issue_of(database, issue_id).state is IssueState.NEW
