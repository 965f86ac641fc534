"""Two who vote or count at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlmodel import func, select

from quarter.decisions.domain import Choice, DecisionRefusal, DecisionState
from quarter.decisions.models import Ballot, Decision
from quarter.decisions.queries.decision import get_result
from quarter.decisions.service import closing
from quarter.decisions.service.voting import cast_ballot
from quarter.foundation.actors import Actor
from quarter.foundation.db import Database
from quarter.foundation.refusals import Refusal
from tests.decisions.deeds import AFTER, DEADLINE, MEMBERS, open_vote, refused
from tests.factories.world import World


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
            assert closing.close_due(worker, now=AFTER) == 1
        with database.session(writes=True) as voter:
            voter.add(stale)
            early = DEADLINE - timedelta(seconds=1)  # came in time, but had to wait for its turn
            reason = refused(cast_ballot, voter, world.city, stale, Choice.YES, now=early)
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
            result = get_result(session.get_one(Decision, decision_id))
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
            closing.close(session, world.moderator, session.get_one(Decision, decision_id), now=AFTER)
    except Refusal:
        return False
    return True


def try_to_cast(database: Database, actor: Actor, decision_id: int) -> bool:
    """Vote yes a moment before the deadline, in a session of its own; whether it was taken."""
    try:
        with database.unit_of_work() as session:
            decision = session.get_one(Decision, decision_id)
            cast_ballot(session, actor, decision, Choice.YES, now=DEADLINE - timedelta(seconds=1))
    except Refusal:
        return False
    return True


def count_due(database: Database) -> int:
    with database.unit_of_work() as session:
        return closing.close_due(session, now=AFTER)
