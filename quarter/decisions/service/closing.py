"""The count: hands raised in the room, or ballots after the deadline; then the rule decides."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from quarter.decisions.domain import BenchVotes, Choice, DecisionRefusal, DecisionState, Method, Result, count
from quarter.decisions.events import DecisionCarried, DecisionNotCarried
from quarter.decisions.models import Ballot, BenchCount, Decision, RollEntry
from quarter.decisions.queries.decision import DECISION, get_rule, list_due_ids
from quarter.decisions.queries.voting import OF_SAME_SEAT, ROLL
from quarter.decisions.service.voting import lock
from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.clock import local_date
from quarter.foundation.events import Event
from quarter.foundation.models import column, given, maybe
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.groups.domain import BenchKey
from quarter.groups.models import Group
from quarter.groups.queries import list_benches
from quarter.places.queries import get_town

GROUP = Group.__table__.c
OUTSIDE_MEETINGS = "online"  # stands for the meeting in the register number of an online decision


def record_count(
    session: Session,
    actor: Actor,
    decision: Decision,
    votes: Sequence[BenchVotes],
    *,
    year: int,
    number: int,
    now: datetime,
) -> Result:
    """Record the hands counted in the room of meeting `number` of the year, and decide."""
    _queue(session, decision)
    if decision.method is not Method.ROOM:
        raise Refusal(DecisionRefusal.NOT_IN_ROOM)
    if decision.state is DecisionState.CLOSED:
        raise Refusal(DecisionRefusal.ALREADY_DECIDED)
    return _decide(session, actor, decision, votes, f"{year}/{number:02d}", now)


def close(session: Session, actor: Actor, decision: Decision, *, now: datetime) -> Result:
    """Count an online vote whose deadline has passed. Seats that cast a ballot count as present."""
    _queue(session, decision)
    if decision.state is DecisionState.CLOSED:
        raise Refusal(DecisionRefusal.ALREADY_DECIDED)
    if decision.state is not DecisionState.OPEN:
        raise Refusal(DecisionRefusal.NOT_OPEN)
    if decision.closes_at is None or now < decision.closes_at:
        raise Refusal(DecisionRefusal.STILL_RUNNING)
    year = local_date(now, get_town(session).timezone).year
    return _decide(session, actor, decision, _votes_of_ballots(session, decision), f"{year}/{OUTSIDE_MEETINGS}", now)


def close_due(session: Session, *, now: datetime) -> int:
    """For the worker: count every online vote whose deadline has passed; returns how many.

    May run twice, also at the same time: who comes second finds nothing left to count.
    """
    return sum(_close_if_open(session, decision_id, now) for decision_id in list_due_ids(session, now))


def _close_if_open(session: Session, decision_id: int, now: datetime) -> bool:
    decision = session.get_one(Decision, decision_id)
    try:
        close(session, ANONYMOUS, decision, now=now)
    except Refusal:
        return False  # another worker was quicker
    return True


def _queue(session: Session, decision: Decision) -> None:
    """Wait for our turn in the group's register, then for the ballots under way; always in this order."""
    group = sa.select(column(Group.id)).where(GROUP.id == decision.group_id)
    session.execute(group.with_for_update(key_share=True))
    lock(session, decision)


def _votes_of_ballots(session: Session, decision: Decision) -> list[BenchVotes]:
    """Roll and ballots as votes by bench, in bench order."""
    query = (
        sa.select(column(RollEntry.bench), maybe(Ballot.choice))
        .join(Ballot.__table__, OF_SAME_SEAT, isouter=True)
        .where(ROLL.decision_id == decision.id)
    )
    counts = Counter((bench, choice) for bench, choice in session.execute(query))
    return [_votes_of_bench(bench.key, counts) for bench in list_benches(session, decision.group_id)]


def _votes_of_bench(bench: BenchKey, counts: Counter[tuple[BenchKey, Choice | None]]) -> BenchVotes:
    cast = {choice.value: counts[bench, choice] for choice in Choice}
    present = sum(cast.values())
    return BenchVotes(bench, seats=present + counts[bench, None], present=present, **cast)


def _decide(
    session: Session,
    actor: Actor,
    decision: Decision,
    votes: Sequence[BenchVotes],
    meeting: str,
    now: datetime,
) -> Result:
    """Apply the rule, enter the register, and keep counts and findings as they are now."""
    result = count(votes, get_rule(session, decision))
    decision.number = _next_number(session, decision, meeting)
    decision.state, decision.decided_at = DecisionState.CLOSED, now
    decision.outcome, decision.result = result.outcome, result.as_dict()
    keep(session, decision.subject())
    session.add_all(BenchCount(decision_id=decision.id, **_columns(bench)) for bench in votes)
    session.flush()
    record(session, actor, _outcome_event(decision, result), now=now)
    return result


def _columns(bench: BenchVotes) -> dict[str, Any]:
    return {name: getattr(bench, name) for name in ("bench", "seats", "present", "yes", "no", "abstain")}


def _next_number(session: Session, decision: Decision, meeting: str) -> str:
    """`2026/07-3`, or `2026/online-3`: year and meeting, and a running count."""
    prefix = f"{meeting}-"
    numbers = sa.select(given(Decision.number)).where(
        DECISION.group_id == decision.group_id, DECISION.number.startswith(prefix)
    )
    taken = [int(number.removeprefix(prefix)) for number in session.scalars(numbers)]
    return f"{prefix}{max(taken, default=0) + 1}"


def _outcome_event(decision: Decision, result: Result) -> Event:
    about = decision.as_subject() | {"number": decision.number}
    votes: dict[str, Any] = {"yes": result.yes, "no": result.no, "abstain": result.abstain}
    if not result.failures:
        return DecisionCarried(**about, **votes)
    failure = result.failures[0]
    return DecisionNotCarried(**about, **votes, reason=failure.kind.value, bench=failure.bench or "")
