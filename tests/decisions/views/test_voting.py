"""Casting a vote while it is open, and counting when it is over."""

from datetime import timedelta

import pytest

from quarter.decisions.domain import Choice
from quarter.decisions.models import Decision
from quarter.groups.models import Seat
from tests.conftest import NOW
from tests.decisions.deeds import AFTER, cast, open_vote
from tests.decisions.views.doors import enter


class TestVoting:
    def test_a_member_votes_and_changes_the_vote(self, client, world, made) -> None:
        decision_id = made(open_vote)
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}")
        assert "You may vote" in client.text and "0 of 6 seats have voted" in client.text
        client.submit(action="/ballot", choice="yes", follow=True)
        assert "You have voted" in client.text
        client.submit(action="/ballot", choice="no", follow=True)
        assert "1 of 6 seats have voted" in client.text

    def test_no_interim_result_is_shown(self, client, world, made, database) -> None:
        decision_id = made(open_vote)
        with database.unit_of_work() as session:
            cast(session, world, session.get_one(Decision, decision_id), city=Choice.NO)
        client.get(f"/decisions/{decision_id}")
        assert "Who voted how" not in client.text and "Against" not in client.text
        client.get(f"/decisions/{decision_id}.json", status=404)

    def test_nothing_chosen_says_what_to_do(self, client, world, made) -> None:
        decision_id = made(open_vote)
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}")
        client.submit(action="/ballot", status=422)
        assert "Please choose: in favour, against, or abstain." in client.text

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("anonymous", "Please sign in if you are one"),
            ("resident", "only members who held a voting seat"),
            ("substitute", "only members who held a voting seat"),
            ("moderator", "only members who held a voting seat"),
        ],
    )
    def test_who_cannot_vote_reads_why(self, client, world, made, name, reason) -> None:
        decision_id = made(open_vote)
        enter(client, world, name)
        client.get(f"/decisions/{decision_id}")
        assert reason in client.text
        assert "Cast vote" not in client.text

    def test_a_forced_vote_of_a_stranger_is_refused(self, client, world, made) -> None:
        decision_id = made(open_vote)
        for stranger in (world.resident, world.other_member):
            client.sign_in(stranger).post(f"/decisions/{decision_id}/ballot", {"choice": "yes"}, status=403)

    def test_a_seat_that_came_after_the_roll_is_refused_with_the_reason(self, client, world, made) -> None:
        decision_id = made(_open_without_neighbour)
        address = f"/decisions/{decision_id}/ballot"
        client.sign_in(world.neighbour).post(address, {"choice": "yes"}, status=409)
        assert "you hold no seat on the roll, which was fixed when the vote opened" in client.text

    def test_a_late_vote_is_refused_with_the_reason(self, client, world, made, clock) -> None:
        decision_id = made(open_vote)
        clock.move_to(AFTER - timedelta(hours=1))
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}")
        clock.move_to(AFTER)
        client.submit(action="/ballot", choice="yes", status=409)
        assert "The deadline has passed, so your vote was not counted." in client.text


class TestClosing:
    def test_after_the_deadline_the_moderator_can_count(self, client, world, made, clock) -> None:
        decision_id = made(open_vote)
        clock.move_to(AFTER)
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}")
        assert "Voting has ended" in client.text and "Count the votes now" not in client.text
        client.sign_in(world.moderator).get(f"/decisions/{decision_id}")
        client.submit(action="/close", follow=True)
        assert "Not carried. The group was not quorate" in client.text

    def test_not_before_it(self, client, world, made) -> None:
        client.sign_in(world.moderator).post(f"/decisions/{made(open_vote)}/close", status=409)
        assert "The vote is still running." in client.text


def _open_without_neighbour(session, world) -> Decision:
    """The neighbour's seat began only after the vote was opened: it is not on the roll."""
    seat = session.get_one(Seat, world.seats["neighbour"])
    seat.from_on = NOW.date() + timedelta(days=1)
    decision = open_vote(session, world)
    seat.from_on = NOW.date()
    return decision
