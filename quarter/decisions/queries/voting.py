"""How a vote goes: who may cast a ballot, how many have, and afterwards who chose what."""

from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.decisions.domain import Choice, DecisionState, VotingRight
from quarter.decisions.models import Ballot, Decision, RollEntry
from quarter.foundation.actors import Actor
from quarter.foundation.models import column, list_rows, maybe
from quarter.groups.domain import BenchKey
from quarter.groups.models import Bench, Organisation, Seat

BALLOT, ROLL, SEAT = Ballot.__table__.c, RollEntry.__table__.c, Seat.__table__.c
PERSON, BENCH, ORGANISATION = Person.__table__.c, Bench.__table__.c, Organisation.__table__.c
OF_SAME_SEAT = sa.and_(BALLOT.decision_id == ROLL.decision_id, BALLOT.seat_id == ROLL.seat_id)


@dataclass(frozen=True)
class OwnVote:
    """How somebody stands to an online vote, what they chose, and for how many seats it counts."""

    right: VotingRight
    choice: Choice | None = None
    seats: int = 0


class Turnout(NamedTuple):
    """How many seats may vote, and how many have: all that is shown while a vote runs."""

    seats: int
    cast: int


def get_turnout(session: Session, decision: Decision) -> Turnout:
    """Seats on the roll, and ballots cast so far; never how they were cast."""
    seats = sa.select(sa.func.count()).where(ROLL.decision_id == decision.id).scalar_subquery()
    cast = sa.select(sa.func.count()).where(BALLOT.decision_id == decision.id).scalar_subquery()
    return Turnout(*session.execute(sa.select(seats, cast)).one())


class SeatOnRoll(NamedTuple):
    """A seat that may vote, with its ballot if it has cast one."""

    seat_id: int
    choice: Choice | None


def get_own_vote(session: Session, decision: Decision, actor: Actor) -> OwnVote:
    """Whether the actor may vote on an online decision, and their own ballot."""
    if not actor.is_signed_in:
        return OwnVote(VotingRight.SIGNED_OUT)
    seats = _seats_on_roll(session, decision, actor)
    if not seats:
        return OwnVote(VotingRight.NOT_ON_ROLL)
    choice = next((seat.choice for seat in seats if seat.choice), None)
    return OwnVote(VotingRight.HAS_VOTED if choice else VotingRight.MAY_VOTE, choice, len(seats))


def _seats_on_roll(session: Session, decision: Decision, actor: Actor) -> list[SeatOnRoll]:
    """The seats on the roll that the actor holds today."""
    held = [seat.seat_id for seat in actor.seats]
    query = (
        sa.select(column(RollEntry.seat_id), maybe(Ballot.choice))
        .join(Ballot.__table__, OF_SAME_SEAT, isouter=True)
        .where(ROLL.decision_id == decision.id, ROLL.seat_id.in_(held))
        .order_by(ROLL.seat_id)
    )
    return list_rows(session, query, SeatOnRoll)


class NamedBallot(NamedTuple):
    """What somebody chose in an open vote."""

    seat_id: int
    bench: BenchKey
    choice: Choice
    person_name: str
    organisation_name: str | None


def list_ballots(session: Session, decision: Decision) -> list[NamedBallot]:
    """Who chose what in an open online vote: public once it is decided, and nothing before."""
    if decision.state is not DecisionState.CLOSED:
        return []
    query = (
        sa.select(
            column(Ballot.seat_id), column(RollEntry.bench), column(Ballot.choice), column(Person.name),
            maybe(Organisation.name),
        )
        .join(RollEntry.__table__, OF_SAME_SEAT)
        .join(Seat.__table__, SEAT.id == BALLOT.seat_id)
        .join(Person.__table__, PERSON.id == SEAT.person_id)
        .join(Bench.__table__, BENCH.id == SEAT.bench_id)
        .join(Organisation.__table__, ORGANISATION.id == SEAT.organisation_id, isouter=True)
        .where(BALLOT.decision_id == decision.id)
        .order_by(BENCH.position, BALLOT.seat_id)
    )  # fmt: skip
    return list_rows(session, query, NamedBallot)
