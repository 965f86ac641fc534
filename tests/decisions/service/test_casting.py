"""Who votes on what until when, and what they may read before the end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from quarter.decisions.domain import Choice, DecisionRefusal, VotingRight
from quarter.decisions.models import Ballot
from quarter.decisions.queries.voting import Turnout, get_own_vote, get_turnout, list_ballots
from quarter.decisions.service import closing
from quarter.decisions.service.voting import cast_ballot
from quarter.foundation.actors import Actor, Role, SeatHeld
from quarter.groups.models import Seat
from tests.conftest import NOW
from tests.decisions.deeds import AFTER, CITY, DEADLINE, RESIDENTS, cast, open_vote, propose, refused
from tests.factories.world import World


class TestCasting:
    def test_a_second_vote_replaces_the_first(self, session, world) -> None:
        decision = open_vote(session, world)
        cast(session, world, decision, initiative=Choice.YES)
        cast(session, world, decision, initiative=Choice.NO)
        assert session.exec(select(Ballot.choice)).all() == [Choice.NO]

    def test_nobody_votes_before_the_opening(self, session, world) -> None:
        decision = propose(session, world)
        reason = refused(cast_ballot, session, world.initiative, decision, Choice.YES, now=NOW)
        assert reason is DecisionRefusal.NOT_OPEN

    def test_the_deadline_itself_is_too_late(self, session, world) -> None:
        decision = open_vote(session, world)
        cast_ballot(session, world.city, decision, Choice.YES, now=DEADLINE - timedelta(microseconds=1))
        reason = refused(cast_ballot, session, world.initiative, decision, Choice.YES, now=DEADLINE)
        assert reason is DecisionRefusal.DEADLINE_PASSED

    @pytest.mark.parametrize("name", ["substitute", "observer", "moderator", "resident", "other_member", "admin"])
    def test_without_a_voting_seat_there_is_no_vote(self, session, world, name) -> None:
        decision = open_vote(session, world)
        reason = refused(cast_ballot, session, getattr(world, name), decision, Choice.YES, now=NOW)
        assert reason is DecisionRefusal.NO_SEAT

    def test_a_seat_given_after_the_opening_is_not_on_the_roll(self, session, world) -> None:
        decision = open_vote(session, world)
        newcomer = seated_again(session, world, world.resident)
        assert refused(
            cast_ballot, session, newcomer, decision, Choice.YES, now=NOW
        ) is DecisionRefusal.NO_SEAT  # fmt: skip
        assert get_own_vote(session, decision, newcomer).right is VotingRight.NOT_ON_ROLL
        assert get_turnout(session, decision).seats == 6

    def test_who_gave_the_seat_back_no_longer_votes_but_the_ballot_stays(self, session, world) -> None:
        decision = open_vote(session, world)
        cast(session, world, decision, initiative=Choice.YES)
        former = replace(world.initiative, seats=())
        assert refused(
            cast_ballot, session, former, decision, Choice.NO, now=NOW
        ) is DecisionRefusal.NO_SEAT  # fmt: skip
        assert get_turnout(session, decision).cast == 1

    def test_who_holds_two_seats_says_the_same_for_both(self, session, world) -> None:
        both = seated_again(session, world, world.initiative)
        decision = open_vote(session, world)
        cast_ballot(session, both, decision, Choice.YES, now=NOW)
        own = get_own_vote(session, decision, both)
        assert (own.right, own.choice, own.seats) == (VotingRight.HAS_VOTED, Choice.YES, 2)
        assert get_turnout(session, decision) == Turnout(seats=7, cast=2)


class TestSecrecyUntilTheEnd:
    def test_ballots_are_listed_only_after_the_close(self, session, world) -> None:
        decision = open_vote(session, world)
        cast(session, world, decision, city=Choice.NO)
        assert list_ballots(session, decision) == []
        closing.close(session, world.moderator, decision, now=AFTER)
        (ballot,) = list_ballots(session, decision)
        assert (ballot.person_name, ballot.organisation_name) == ("City", "Amt für Grün und Verkehr")
        assert (ballot.bench, ballot.choice) == (CITY, Choice.NO)


def seated_again(session: Session, world: World, actor: Actor) -> Actor:
    """The same person with one more seat, on the residents' bench from today; no deed gives a second vote."""
    seat = Seat(
        group_id=world.group_id, bench_id=world.benches[RESIDENTS], person_id=actor.person_id, role=Role.MEMBER,
        from_on=NOW.date(), until_on=NOW.date() + timedelta(days=60),
    )  # fmt: skip
    session.add(seat)
    session.flush()
    held = SeatHeld(seat.id, world.group_id, seat.bench_id, None, Role.MEMBER)
    return replace(actor, seats=(*actor.seats, held))
