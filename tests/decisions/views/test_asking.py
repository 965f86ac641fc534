"""Asking a question, opening its vote, and asking it again in other words."""

from quarter.decisions.domain import DecisionState
from quarter.decisions.models import Decision
from quarter.decisions.service.closing import record_count
from quarter.topics.service import open_topic
from tests.conftest import NOW
from tests.decisions.deeds import add_item, ask_in_room, decide, fail, hands, open_vote, propose
from tests.decisions.views.doors import enter


class TestAsking:
    def test_a_member_asks_and_the_moderator_opens(self, client, world, database) -> None:
        client.sign_in(world.initiative).get(f"/decisions/new?group={world.group_id}")
        client.submit(title="Play street", question="Shall it be?", closes_at="2026-12-01T18:00", follow=True)
        assert "Voting has not begun" in client.text and "Open the vote" not in client.text
        address = client.address
        client.sign_in(world.moderator).get(address)
        client.submit(action="/open", follow=True)
        assert "Voting ends in 8 days" in client.text, client.text[300:]

    def test_a_question_on_a_topic_joins_its_thread(self, client, world, database) -> None:
        with database.unit_of_work() as session:
            group = world.group(session)
            topic = open_topic(session, world.moderator, group, title="Traffic", summary="", lang="en", now=NOW)
            topic_id = topic.id
        client.sign_in(world.moderator).get(f"/decisions/new?topic={topic_id}")
        client.submit(title="Play street", question="Shall it be?", closes_at="2026-12-01T18:00", follow=True)
        assert "Topic: Traffic" in client.text

    def test_wrong_input_keeps_the_typing(self, client, world) -> None:
        client.sign_in(world.initiative).get(f"/decisions/new?group={world.group_id}")
        client.submit(title="", question="Shall it be?", closes_at="2026-11-01T18:00", status=422)
        assert "Please give the question a short title." in client.text
        assert "This time has passed. Please choose a later one." in client.text
        assert "Shall it be?" in client.text

    def test_only_the_groups_people_ask(self, client, world) -> None:
        client.get(f"/decisions/new?group={world.group_id}", status=303)
        for name in ("resident", "substitute", "admin", "other_moderator"):
            enter(client, world, name)
            client.get(f"/decisions/new?group={world.group_id}", status=403)
        client.get("/decisions/new", status=404)

    def test_only_moderator_and_secretary_open(self, client, world, made) -> None:
        decision_id = made(propose)
        client.sign_in(world.initiative)
        client.post(f"/decisions/{decision_id}/open", {"closes_at": "2026-12-01T18:00"}, status=403)

    def test_opening_needs_a_deadline_ahead(self, client, world, made) -> None:
        decision_id = made(propose)
        client.sign_in(world.secretary).get(f"/decisions/{decision_id}")
        client.submit(action="/open", closes_at="2026-11-20T18:00", status=422)
        assert "This time has passed. Please choose a later one." in client.text

    def test_opening_twice_says_so(self, client, world, made) -> None:
        decision_id = made(open_vote)
        client.sign_in(world.secretary)
        client.post(f"/decisions/{decision_id}/open", {"closes_at": "2026-12-01T18:00"}, status=409)
        assert "Vote is open" in client.text


class TestAskingAgain:
    def test_a_failed_question_is_asked_again_and_both_link(self, client, world, made) -> None:
        decision_id = made(fail)
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}/reword")
        client.submit(title="Shorter play street", closes_at="2026-12-20T18:00", follow=True)
        assert "Asked before in other words: Play street" in client.text
        client.get(f"/decisions/{decision_id}")
        assert "Asked again in new words: Shorter play street" in client.text

    def test_a_question_of_the_room_is_reworded_without_a_deadline(self, client, world, made) -> None:
        decision_id = made(_fail_in_room)
        client.sign_in(world.secretary).get(f"/decisions/{decision_id}/reword")
        assert "Voting ends" not in client.text
        client.submit(title="Shorter play street", follow=True)
        assert "This question is voted on in the meeting" in client.text and "To the meeting" in client.text

    def test_a_carried_one_is_not(self, client, world, made) -> None:
        decision_id = made(decide)
        client.sign_in(world.moderator).get(f"/decisions/{decision_id}")
        assert "Ask again" not in client.text
        client.get(f"/decisions/{decision_id}/reword", status=409)


def _fail_in_room(session, world) -> Decision:
    item = add_item(session, world)
    decision = ask_in_room(session, world, item)
    record_count(session, world.secretary, decision, hands(0, 2), year=2026, number=7, now=NOW)
    assert decision.state is DecisionState.CLOSED
    return decision
