"""Counting ballots and hands, the number in the register, and counting again from the file."""

from datetime import timedelta

from sqlmodel import func, select

from quarter.decisions.domain import BenchVotes, Choice, DecisionRefusal, DecisionState, Outcome
from quarter.decisions.models import BenchCount
from quarter.decisions.queries.decision import get_result
from quarter.decisions.queries.voting import list_ballots
from quarter.decisions.service import closing
from quarter.decisions.verification import fingerprint, recount, verification_document
from quarter.foundation.audit import AuditEntry
from tests.conftest import NOW
from tests.decisions.deeds import (
    AFTER,
    CITY,
    COOPERATIVES,
    DEADLINE,
    RESIDENTS,
    add_item,
    ask_in_room,
    cast,
    decide,
    fail,
    hands,
    open_vote,
    refused,
    told,
)


class TestClosing:
    def test_ballots_become_votes_by_bench_and_an_outcome(self, session, world) -> None:
        decision = open_vote(session, world)
        cast(
            session, world, decision, city=Choice.NO, second_city=Choice.NO, cooperative=Choice.YES,
            initiative=Choice.YES, neighbour=Choice.ABSTAIN,
        )  # fmt: skip
        result = closing.close(session, world.moderator, decision, now=AFTER)
        assert result.votes == (
            BenchVotes(CITY, seats=2, present=2, no=2),
            BenchVotes(COOPERATIVES, seats=2, present=1, yes=1),
            BenchVotes(RESIDENTS, seats=2, present=2, yes=1, abstain=1),
        )
        assert (decision.state, decision.outcome) == (DecisionState.CLOSED, Outcome.NOT_CARRIED)
        assert get_result(decision) == result
        assert session.exec(select(func.count()).select_from(BenchCount)).one() == 3

    def test_before_the_deadline_it_still_runs(self, session, world) -> None:
        decision = open_vote(session, world)
        early = DEADLINE - timedelta(seconds=1)
        reason = refused(closing.close, session, world.moderator, decision, now=early)
        assert reason is DecisionRefusal.STILL_RUNNING

    def test_it_is_counted_once(self, session, world) -> None:
        decision = decide(session, world)
        reason = refused(closing.close, session, world.moderator, decision, now=AFTER)
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
        assert closing.close_due(session, now=AFTER) == 1
        assert closing.close_due(session, now=AFTER) == 0
        assert (due.outcome, running.state) == (Outcome.NOT_CARRIED, DecisionState.OPEN)


class TestCountingInTheRoom:
    def test_hands_decide_and_enter_the_register_under_the_meeting(self, session, world) -> None:
        item = add_item(session, world)
        first, second = (ask_in_room(session, world, item) for _ in range(2))
        result = closing.record_count(session, world.secretary, first, hands(2), year=2026, number=7, now=NOW)
        closing.record_count(session, world.secretary, second, hands(0, 2), year=2026, number=7, now=NOW)
        assert result.outcome is Outcome.CARRIED
        assert [first.number, second.number] == ["2026/07-1", "2026/07-2"]
        assert second.outcome is Outcome.NOT_CARRIED

    def test_what_runs_online_is_not_counted_by_hand(self, session, world) -> None:
        decision = open_vote(session, world)
        reason = refused(
            closing.record_count, session, world.secretary, decision, hands(), year=2026, number=7, now=NOW
        )
        assert reason is DecisionRefusal.NOT_IN_ROOM

    def test_a_count_stands(self, session, world) -> None:
        item = add_item(session, world)
        decision = ask_in_room(session, world, item)
        closing.record_count(session, world.secretary, decision, hands(), year=2026, number=7, now=NOW)
        count_again = {"year": 2026, "number": 7, "now": NOW}
        reason = refused(closing.record_count, session, world.secretary, decision, hands(), **count_again)
        assert reason is DecisionRefusal.ALREADY_DECIDED


class TestRegister:
    def test_numbers_run_on_past_nine_and_by_group(self, session, world) -> None:
        numbers = [decide(session, world).number for _ in range(11)]
        assert numbers[-1] == "2026/online-11"

    def test_the_year_is_the_towns_not_greenwichs(self, session, world) -> None:
        new_year = NOW.replace(month=12, day=31, hour=23, minute=30)
        decision = open_vote(session, world)
        closing.close(session, world.moderator, decision, now=new_year)
        assert decision.number == "2027/online-1"


class TestVerificationFile:
    def test_anybody_can_count_again_from_it(self, session, world) -> None:
        decision = fail(session, world)
        document = verification_document(decision, "Group", list_ballots(session, decision))
        assert recount(document) == get_result(decision)
        assert len(document["ballots"]) == 6

    def test_any_change_breaks_the_fingerprint(self, session, world) -> None:
        decision = fail(session, world)
        document = verification_document(decision, "Group", list_ballots(session, decision))
        assert fingerprint(document) == document["sha256"]
        document["ballots"][0]["choice"] = "yes"
        assert fingerprint(document) != document["sha256"]
