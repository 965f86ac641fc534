"""Proposing, voting, counting, asking again; with what is refused and why."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, func, select

from quarter.decisions import queries, service
from quarter.decisions.domain import (
    BenchVotes,
    Choice,
    DecisionRefusal,
    DecisionState,
    Method,
    Outcome,
    VotingRight,
)
from quarter.decisions.models import Ballot, BenchCount, Decision, RollEntry
from quarter.decisions.verification import fingerprint, recount, verification_document
from quarter.foundation.actors import Actor, Role, SeatHeld
from quarter.foundation.audit import AuditEntry
from quarter.foundation.db import Database
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Seat
from quarter.groups.service import end_seat
from tests.conftest import NOW
from tests.decisions.deeds import (
    AFTER,
    CITY,
    COOPERATIVES,
    DEADLINE,
    MEMBERS,
    RESIDENTS,
    add_item,
    ask_in_room,
    cast,
    decide,
    fail,
    hands,
    open_vote,
    propose,
)  # fmt: skip
from tests.factories.world import World


def refused(deed, *args, **kwargs) -> DecisionRefusal:
    with pytest.raises(Refusal) as refusal:
        deed(*args, **kwargs)
    return refusal.value.reason


def told(session: Session, decision: Decision) -> list[str]:
    query = select(AuditEntry.name).where(AuditEntry.subject_kind == "decision", AuditEntry.subject_id == decision.id)
    return list(session.exec(query.order_by(AuditEntry.id)))


class TestProposing:
    def test_a_question_keeps_the_charter_of_its_day(self, session, world) -> None:
        decision = propose(session, world)
        assert decision.state is DecisionState.DRAFT
        assert queries.get_rule(session, decision).quorum.percent == 50
        assert told(session, decision) == ["decisions:proposed"]

    def test_a_deadline_behind_us_is_refused(self, session, world) -> None:
        assert refused(propose, session, world, closes_at=NOW) is DecisionRefusal.DEADLINE_NOT_AHEAD

    def test_only_what_failed_is_asked_again(self, session, world) -> None:
        reword = {"title": "Again", "question": "Only 40 metres?", "lang": "en", "now": AFTER}
        carried, failed = decide(session, world), fail(session, world)
        reason = refused(service.reword, session, world.initiative, carried, **reword)
        assert reason is DecisionRefusal.NOT_REWORDABLE
        again = service.reword(session, world.initiative, failed, closes_at=AFTER + timedelta(1), **reword)
        assert (again.reworded_from_id, again.method) == (failed.id, Method.ONLINE)
        assert [row.id for row in queries.list_rewordings(session, failed)] == [again.id]

    def test_new_words_for_a_question_of_the_room_stay_under_its_item(self, session, world) -> None:
        item = add_item(session, world)
        decision = ask_in_room(session, world, item)
        service.record_count(session, world.secretary, decision, hands(0, 2), number=7, now=NOW)
        again = service.reword(
            session, world.secretary, decision, title="Again", question="Only 40 metres?", lang="en", now=NOW
        )
        assert (again.agenda_item_id, again.method) == (item.id, Method.ROOM)
        assert [row.id for row in queries.list_for_items(session, [item.id])] == [decision.id, again.id]


class TestOpening:
    def test_the_roll_holds_the_voting_seats_and_nobody_else(self, session, world) -> None:
        decision = open_vote(session, world)
        roll = dict(session.exec(select(RollEntry.seat_id, RollEntry.bench)).all())
        assert set(roll) == {world.seats[name] for name in MEMBERS}
        assert roll[world.seats["city"]] is CITY
        assert told(session, decision)[-1] == "decisions:vote_opened"

    def test_it_opens_once(self, session, world) -> None:
        decision = open_vote(session, world)
        reason = refused(service.open_vote, session, world.moderator, decision, now=NOW)
        assert reason is DecisionRefusal.NOT_A_DRAFT

    def test_a_deadline_that_passed_meanwhile_needs_a_new_one(self, session, world) -> None:
        decision = propose(session, world)
        reason = refused(service.open_vote, session, world.moderator, decision, now=AFTER)
        assert reason is DecisionRefusal.DEADLINE_NOT_AHEAD
        later = AFTER + timedelta(days=1)
        service.open_vote(session, world.moderator, decision, closes_at=later, now=AFTER)
        assert (decision.state, decision.closes_at) == (DecisionState.OPEN, later)

    def test_what_is_counted_in_the_room_does_not_open_online(self, session, world) -> None:
        item = add_item(session, world)
        decision = ask_in_room(session, world, item)
        reason = refused(service.open_vote, session, world.moderator, decision, now=NOW)
        assert reason is DecisionRefusal.NOT_ONLINE

    def test_a_group_without_members_cannot_vote(self, session, world) -> None:
        for name in MEMBERS:
            end_seat(session, world.admin, session.get_one(Seat, world.seats[name]), today=NOW.date(), now=NOW)
        decision = propose(session, world)
        reason = refused(service.open_vote, session, world.moderator, decision, now=NOW)
        assert reason is DecisionRefusal.NOBODY_MAY_VOTE


class TestCasting:
    def test_a_second_vote_replaces_the_first(self, session, world) -> None:
        decision = open_vote(session, world)
        cast(session, world, decision, initiative=Choice.YES)
        cast(session, world, decision, initiative=Choice.NO)
        assert session.exec(select(Ballot.choice)).all() == [Choice.NO]

    def test_nobody_votes_before_the_opening(self, session, world) -> None:
        decision = propose(session, world)
        reason = refused(service.cast_ballot, session, world.initiative, decision, Choice.YES, now=NOW)
        assert reason is DecisionRefusal.NOT_OPEN

    def test_the_deadline_itself_is_too_late(self, session, world) -> None:
        decision = open_vote(session, world)
        service.cast_ballot(session, world.city, decision, Choice.YES, now=DEADLINE - timedelta(microseconds=1))
        reason = refused(service.cast_ballot, session, world.initiative, decision, Choice.YES, now=DEADLINE)
        assert reason is DecisionRefusal.DEADLINE_PASSED

    @pytest.mark.parametrize("name", ["substitute", "observer", "moderator", "resident", "other_member", "admin"])
    def test_without_a_voting_seat_there_is_no_vote(self, session, world, name) -> None:
        decision = open_vote(session, world)
        reason = refused(service.cast_ballot, session, getattr(world, name), decision, Choice.YES, now=NOW)
        assert reason is DecisionRefusal.NO_SEAT

    def test_a_seat_given_after_the_opening_is_not_on_the_roll(self, session, world) -> None:
        decision = open_vote(session, world)
        newcomer = seated_again(session, world, world.resident)
        assert refused(
            service.cast_ballot, session, newcomer, decision, Choice.YES, now=NOW
        ) is DecisionRefusal.NO_SEAT  # fmt: skip
        assert queries.get_own_vote(session, decision, newcomer).right is VotingRight.NOT_ON_ROLL
        assert queries.get_turnout(session, decision).seats == 6

    def test_who_gave_the_seat_back_no_longer_votes_but_the_ballot_stays(self, session, world) -> None:
        decision = open_vote(session, world)
        cast(session, world, decision, initiative=Choice.YES)
        former = replace(world.initiative, seats=())
        assert refused(
            service.cast_ballot, session, former, decision, Choice.NO, now=NOW
        ) is DecisionRefusal.NO_SEAT  # fmt: skip
        assert queries.get_turnout(session, decision).cast == 1

    def test_who_holds_two_seats_says_the_same_for_both(self, session, world) -> None:
        both = seated_again(session, world, world.initiative)
        decision = open_vote(session, world)
        service.cast_ballot(session, both, decision, Choice.YES, now=NOW)
        own = queries.get_own_vote(session, decision, both)
        assert (own.right, own.choice, own.seats) == (VotingRight.HAS_VOTED, Choice.YES, 2)
        assert queries.get_turnout(session, decision) == queries.Turnout(seats=7, cast=2)


class TestClosing:
    def test_ballots_become_votes_by_bench_and_an_outcome(self, session, world) -> None:
        decision = open_vote(session, world)
        cast(
            session, world, decision, city=Choice.NO, second_city=Choice.NO, cooperative=Choice.YES,
            initiative=Choice.YES, neighbour=Choice.ABSTAIN,
        )  # fmt: skip
        result = service.close(session, world.moderator, decision, now=AFTER)
        assert result.votes == (
            BenchVotes(CITY, seats=2, present=2, no=2),
            BenchVotes(COOPERATIVES, seats=2, present=1, yes=1),
            BenchVotes(RESIDENTS, seats=2, present=2, yes=1, abstain=1),
        )
        assert (decision.state, decision.outcome) == (DecisionState.CLOSED, Outcome.NOT_CARRIED)
        assert queries.get_result(decision) == result
        assert session.exec(select(func.count()).select_from(BenchCount)).one() == 3

    def test_before_the_deadline_it_still_runs(self, session, world) -> None:
        decision = open_vote(session, world)
        early = DEADLINE - timedelta(seconds=1)
        reason = refused(service.close, session, world.moderator, decision, now=early)
        assert reason is DecisionRefusal.STILL_RUNNING

    def test_it_is_counted_once(self, session, world) -> None:
        decision = decide(session, world)
        reason = refused(service.close, session, world.moderator, decision, now=AFTER)
        assert reason is DecisionRefusal.ALREADY_DECIDED

    def test_the_event_tells_the_thread_what_happened_and_why(self, session, world) -> None:
        decision = fail(session, world)
        entry = session.exec(select(AuditEntry).where(AuditEntry.name == "decisions:not_carried")).one()
        assert entry.data == {
            "number": "2026/online-1", "yes": 4, "no": 2, "abstain": 0,
            "reason": "bench_verdict", "bench": "city",
        }  # fmt: skip
        assert told(session, decision)[-1] == "decisions:not_carried"

    def test_the_worker_counts_what_is_due_and_nothing_twice(self, session, world) -> None:
        due = open_vote(session, world)
        running = open_vote(session, world, closes_at=DEADLINE + timedelta(days=9))
        assert service.close_due(session, now=AFTER) == 1
        assert service.close_due(session, now=AFTER) == 0
        assert (due.outcome, running.state) == (Outcome.NOT_CARRIED, DecisionState.OPEN)


class TestCountingInTheRoom:
    def test_hands_decide_and_enter_the_register_under_the_meeting(self, session, world) -> None:
        item = add_item(session, world)
        first, second = (ask_in_room(session, world, item) for _ in range(2))
        result = service.record_count(session, world.secretary, first, hands(2), number=7, now=NOW)
        service.record_count(session, world.secretary, second, hands(0, 2), number=7, now=NOW)
        assert result.outcome is Outcome.CARRIED
        assert [first.number, second.number] == ["2026/07-1", "2026/07-2"]
        assert second.outcome is Outcome.NOT_CARRIED

    def test_what_runs_online_is_not_counted_by_hand(self, session, world) -> None:
        decision = open_vote(session, world)
        reason = refused(service.record_count, session, world.secretary, decision, hands(), number=7, now=NOW)
        assert reason is DecisionRefusal.NOT_IN_ROOM

    def test_a_count_stands(self, session, world) -> None:
        item = add_item(session, world)
        decision = ask_in_room(session, world, item)
        service.record_count(session, world.secretary, decision, hands(), number=7, now=NOW)
        count_again = {"number": 7, "now": NOW}
        reason = refused(service.record_count, session, world.secretary, decision, hands(), **count_again)
        assert reason is DecisionRefusal.ALREADY_DECIDED


class TestRegister:
    def test_numbers_run_on_past_nine_and_by_group(self, session, world) -> None:
        numbers = [decide(session, world).number for _ in range(11)]
        assert numbers[-1] == "2026/online-11"

    def test_the_year_is_the_towns_not_greenwichs(self, session, world) -> None:
        new_year = NOW.replace(month=12, day=31, hour=23, minute=30)
        decision = open_vote(session, world)
        service.close(session, world.moderator, decision, now=new_year)
        assert decision.number == "2027/online-1"


class TestSecrecyUntilTheEnd:
    def test_ballots_are_listed_only_after_the_close(self, session, world) -> None:
        decision = open_vote(session, world)
        cast(session, world, decision, city=Choice.NO)
        assert queries.list_ballots(session, decision) == []
        service.close(session, world.moderator, decision, now=AFTER)
        (ballot,) = queries.list_ballots(session, decision)
        assert (ballot.person_name, ballot.organisation_name) == ("City", "Amt für Grün und Verkehr")
        assert (ballot.bench, ballot.choice) == (CITY, Choice.NO)


class TestVerificationFile:
    def test_anybody_can_count_again_from_it(self, session, world) -> None:
        decision = fail(session, world)
        document = verification_document(decision, "Group", queries.list_ballots(session, decision))
        assert recount(document) == queries.get_result(decision)
        assert len(document["ballots"]) == 6

    def test_any_change_breaks_the_fingerprint(self, session, world) -> None:
        decision = fail(session, world)
        document = verification_document(decision, "Group", queries.list_ballots(session, decision))
        assert fingerprint(document) == document["sha256"]
        document["ballots"][0]["choice"] = "yes"
        assert fingerprint(document) != document["sha256"]


class TestTwoAtOnce:
    """Each in a session of its own: what the first one did binds the second."""

    def test_a_ballot_after_the_count_is_refused(self, database: Database, world: World) -> None:
        with database.unit_of_work() as session:
            decision_id = open_vote(session, world).id
        with database.session(writes=False) as voter:
            stale = voter.get_one(Decision, decision_id)
            assert stale.state is DecisionState.OPEN
            voter.expunge(stale)
            voter.rollback()
        with database.unit_of_work() as worker:
            assert service.close_due(worker, now=AFTER) == 1
        with database.session(writes=True) as voter:
            voter.add(stale)
            early = DEADLINE - timedelta(seconds=1)  # came in time, but had to wait for its turn
            reason = refused(service.cast_ballot, voter, world.city, stale, Choice.YES, now=early)
        assert reason is DecisionRefusal.NOT_OPEN

    def test_presses_at_the_same_moment_leave_one_ballot(self, database: Database, world: World) -> None:
        with database.unit_of_work() as session:
            decision_id = open_vote(session, world).id
        with ThreadPoolExecutor(4) as presses:
            list(presses.map(lambda _: try_to_cast(database, world.city, decision_id), range(8)))
        with database.session(writes=False) as session:
            assert session.exec(select(func.count()).select_from(Ballot)).one() == 1

    def test_every_ballot_is_either_counted_or_refused(self, database: Database, world: World) -> None:
        with database.unit_of_work() as session:
            decision_id = open_vote(session, world).id
        with ThreadPoolExecutor(4) as threads:
            actors = [getattr(world, name) for name in MEMBERS]
            voters = [threads.submit(try_to_cast, database, actor, decision_id) for actor in actors]
            worker = threads.submit(count_due, database)
            was_cast = [voter.result() for voter in voters]
            assert worker.result() == 1
        with database.session(writes=False) as session:
            result = queries.get_result(session.get_one(Decision, decision_id))
        assert result.cast == sum(was_cast)

    def test_two_counts_at_the_same_moment_get_two_numbers(self, database: Database, world: World) -> None:
        with database.unit_of_work() as session:
            ids = [open_vote(session, world).id for _ in range(6)]
        with ThreadPoolExecutor(4) as threads:
            workers = [threads.submit(count_due, database) for _ in range(2)]
            presses = [threads.submit(try_to_close, database, world, each) for each in reversed(ids)]
            assert sum(each.result() for each in (*workers, *presses)) == 6
        with database.session(writes=False) as session:
            numbers = session.exec(select(Decision.number)).all()
        assert sorted(numbers) == [f"2026/online-{count}" for count in range(1, 7)]


def try_to_close(database: Database, world: World, decision_id: int) -> bool:
    """Count a vote in a session of its own; whether we were first."""
    try:
        with database.unit_of_work() as session:
            service.close(session, world.moderator, session.get_one(Decision, decision_id), now=AFTER)
    except Refusal:
        return False
    return True


def try_to_cast(database: Database, actor: Actor, decision_id: int) -> bool:
    """Vote yes a moment before the deadline, in a session of its own; whether it was taken."""
    try:
        with database.unit_of_work() as session:
            decision = session.get_one(Decision, decision_id)
            service.cast_ballot(session, actor, decision, Choice.YES, now=DEADLINE - timedelta(seconds=1))
    except Refusal:
        return False
    return True


def count_due(database: Database) -> int:
    with database.unit_of_work() as session:
        return service.close_due(session, now=AFTER)


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
