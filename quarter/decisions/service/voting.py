"""The online vote: freeze the roll, cast and change ballots until the deadline."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from quarter.decisions.domain import Choice, DecisionRefusal, DecisionState, Method
from quarter.decisions.events import VoteOpened
from quarter.decisions.models import Ballot, Decision, RollEntry
from quarter.decisions.queries.voting import ROLL
from quarter.foundation.actors import Actor
from quarter.foundation.clock import local_date
from quarter.foundation.db import insert_if_absent
from quarter.foundation.models import column
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.groups.queries import list_voting_seats
from quarter.places.queries import get_town

_ON_ROLL = (
    sa.select(column(RollEntry.seat_id))
    .where(ROLL.decision_id == sa.bindparam("decision_id"), ROLL.seat_id.in_(sa.bindparam("held", expanding=True)))
    .order_by(ROLL.seat_id)
)


def open_vote(
    session: Session, actor: Actor, decision: Decision, *, closes_at: datetime | None = None, now: datetime
) -> None:
    """Open an online vote until `closes_at` (else the deadline it was proposed with) and freeze its roll.

    The roll holds the voting seats of today, whatever changes later.
    """
    lock(session, decision)
    if decision.method is not Method.ONLINE:
        raise Refusal(DecisionRefusal.NOT_ONLINE)
    if decision.state is not DecisionState.DRAFT:
        raise Refusal(DecisionRefusal.NOT_A_DRAFT)
    closes_at = closes_at or decision.closes_at
    if closes_at is None:
        raise Refusal(DecisionRefusal.DEADLINE_MISSING)
    if closes_at <= now:
        raise Refusal(DecisionRefusal.DEADLINE_NOT_AHEAD)
    _freeze_roll(session, decision, now)
    decision.state, decision.opened_at, decision.closes_at = DecisionState.OPEN, now, closes_at
    session.flush()
    record(session, actor, VoteOpened(**decision.as_subject(), closes_at=closes_at), now=now)


def cast_ballot(session: Session, actor: Actor, decision: Decision, choice: Choice, *, now: datetime) -> None:
    """Vote, or change one's vote, until the deadline.

    Who holds several seats of the roll has one opinion: the choice counts for each of them. Leaves no trace but the
    ballot itself: that somebody votes is nobody's news, and what they chose is public only after the end.
    """
    lock(session, decision, shared=True)
    if decision.closes_at is not None and decision.opened_at is not None and decision.closes_at <= now:
        raise Refusal(DecisionRefusal.DEADLINE_PASSED)
    if decision.state is not DecisionState.OPEN:
        raise Refusal(DecisionRefusal.NOT_OPEN)
    seat_ids = _seats_on_roll(session, decision, actor)
    if not seat_ids:
        raise Refusal(DecisionRefusal.NO_SEAT)
    for seat_id in seat_ids:
        _put_ballot(session, decision, seat_id, choice, now)


def lock(session: Session, decision: Decision, *, shared: bool = False) -> None:
    """Read the row again and keep it as it is until we are done (on SQLite the whole file is ours anyway)."""
    session.refresh(decision, with_for_update={"read": shared})


def _freeze_roll(session: Session, decision: Decision, now: datetime) -> None:
    seats = list_voting_seats(session, decision.group_id, local_date(now, get_town(session).timezone))
    if not seats:
        raise Refusal(DecisionRefusal.NOBODY_MAY_VOTE)
    session.add_all(RollEntry(decision_id=decision.id, seat_id=seat.seat_id, bench=seat.bench) for seat in seats)


def _seats_on_roll(session: Session, decision: Decision, actor: Actor) -> Sequence[int]:
    """The seats on the roll that the actor still holds, in an order by which two presses never deadlock."""
    held = [seat.seat_id for seat in actor.seats]
    return session.scalars(_ON_ROLL, {"decision_id": decision.id, "held": held}).all()


def _put_ballot(session: Session, decision: Decision, seat_id: int, choice: Choice, now: datetime) -> None:
    """The primary key allows one ballot a seat; a second one replaces the first."""
    key = {"decision_id": decision.id, "seat_id": seat_id}
    if not insert_if_absent(session, Ballot, **key, choice=choice, cast_at=now):
        session.execute(sa.update(Ballot).filter_by(**key).values(choice=choice, cast_at=now))
