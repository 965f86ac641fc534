"""Reading decisions: the register, one decision with its rule and votes, what minutes and threads need."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.charters.models import Charter
from quarter.decisions.domain import (
    Choice,
    DecisionState,
    FollowUp,
    Outcome,
    RegisterFilter,
    Result,
    Rule,
    VotingRight,
)
from quarter.decisions.follow_ups import follow_ups
from quarter.decisions.models import Ballot, Decision, RollEntry
from quarter.foundation.actors import Actor
from quarter.foundation.pagination import Page, keyset_page
from quarter.foundation.searching import mentions
from quarter.foundation.subjects import as_reader, known, known_to
from quarter.foundation.text import words_of
from quarter.groups.models import Bench, Group, Organisation, Seat
from quarter.topics.models import Topic


@dataclass(frozen=True)
class OwnVote:
    """How somebody stands to an online vote, what they chose, and for how many seats it counts."""

    right: VotingRight
    choice: Choice | None = None
    seats: int = 0


@dataclass(frozen=True)
class Narrowing:
    """What the register is narrowed to; None is no limit."""

    quarter: int | None = None
    group: int | None = None
    state: RegisterFilter | None = None
    year: int | None = None
    topic: int | None = None
    organisation: int | None = None  # that owes something agreed on the decision
    actions: FollowUp | None = None
    q: str | None = None  # looked for in number, title and wording

    @property
    def is_plain(self) -> bool:
        """Whether it asks for no more than a place."""
        return not any((self.state, self.year, self.topic, self.organisation, self.actions, self.q))


@dataclass(frozen=True)
class Turnout:
    """How many seats may vote, and how many have: all that is shown while a vote runs."""

    seats: int
    cast: int


def get_decision(session: Session, decision_id: int | None) -> Decision | None:
    """The decision; None if there is none."""
    return session.get(Decision, decision_id) if decision_id else None


def get_readable(session: Session, decision_id: int, reader: Actor) -> Decision | None:
    """The decision; None if there is none, or if it was taken in the part of a meeting that is not public to them."""
    return session.scalars(select(Decision).where(Decision.id == decision_id, _readable(reader))).one_or_none()


def get_closed(session: Session, decision_id: int, reader: Actor) -> Decision | None:
    """The decision, if it has been decided and may be read."""
    decision = get_readable(session, decision_id, reader)
    return decision if decision and decision.state is DecisionState.CLOSED else None


def get_result(decision: Any) -> Result | None:
    """The stored result of a decision or of a row that carries one; None while it is undecided."""
    return Result.from_dict(decision.result) if decision.result else None


def get_rule(session: Session, decision: Decision) -> Rule:
    """The rule of the charter that the decision is made under."""
    return rule_of(session.get_one(Charter, decision.charter_id))


def rule_of(charter: Charter) -> Rule:
    """A charter's terms for decisions."""
    return Rule(charter.quorum, charter.majority, charter.bench_rule)


def list_register(
    session: Session, narrowing: Narrowing, today: date, after: str | None = None, *, reader: Actor
) -> Page:
    """Decisions, newest first. Without a state, all but the open ones, which `list_open` gives."""
    return keyset_page(session, _narrowed(_lines(), narrowing, today, reader), [Decision.id], after)


def list_for_file(session: Session, narrowing: Narrowing, today: date, *, reader: Actor) -> Sequence[Any]:
    """All numbered decisions in the order they were taken, with their topic and how many actions are done of all."""
    decision_id = col(Decision.id)
    agreed, done = follow_ups().count_agreed(decision_id), follow_ups().count_done(decision_id)
    query = (
        _rows()
        .add_columns(col(Topic.title).label("topic_title"), agreed.label("agreed"), done.label("done"))
        .outerjoin(Topic, col(Topic.id) == Decision.topic_id)
        .where(col(Decision.number).is_not(None))
    )
    query = _narrowed(query, narrowing, today, reader)
    return session.execute(query.order_by(Decision.decided_at, Decision.id)).all()


def list_years(session: Session) -> Sequence[int]:
    """The years of the register, the latest first."""
    year = sa.func.substr(Decision.number, 1, 4)
    query = sa.select(year).where(col(Decision.number).is_not(None)).distinct().order_by(year.desc())
    return [int(each) for each in session.scalars(query)]


def list_decided_topics(session: Session) -> Sequence[Any]:
    """(id, title, lang) of the topics on which something was decided, by title."""
    decided = select(Decision.topic_id).where(col(Decision.number).is_not(None))
    query = select(Topic.id, Topic.title, Topic.lang).where(col(Topic.id).in_(decided))
    return session.execute(query.order_by(Topic.title, Topic.id)).all()


def list_open(
    session: Session, quarter: int | None = None, group: int | None = None, *, reader: Actor
) -> Sequence[Any]:
    """Every question that is being voted on and that the reader may know of, the next deadline first."""
    return session.execute(_in_scope(_open(), quarter, group), as_reader(reader)).all()


def list_for_items(session: Session, item_ids: Collection[int]) -> Sequence[Any]:
    """All decisions under some agenda items, in the order they were proposed."""
    query = _rows().where(col(Decision.agenda_item_id).in_(item_ids))
    return session.execute(query.order_by(Decision.id)).all()


def list_rewordings(session: Session, decision: Decision, *, reader: Actor) -> Sequence[Any]:
    """The questions that put this one again in new words."""
    query = _rows().where(Decision.reworded_from_id == decision.id, _readable(reader))
    return session.execute(query.order_by(Decision.id)).all()


def list_due_ids(session: Session, now: datetime) -> Sequence[int]:
    """Online votes whose deadline has passed and that nobody has counted yet."""
    query = select(Decision.id).where(Decision.state == DecisionState.OPEN, col(Decision.closes_at) <= now)
    return session.scalars(query.order_by(col(Decision.id))).all()


def get_turnout(session: Session, decision: Decision) -> Turnout:
    """Seats on the roll, and ballots cast so far; never how they were cast."""
    seats = select(sa.func.count()).where(RollEntry.decision_id == decision.id).scalar_subquery()
    cast = select(sa.func.count()).where(Ballot.decision_id == decision.id).scalar_subquery()
    return Turnout(*session.execute(select(seats, cast)).one())


def get_own_vote(session: Session, decision: Decision, actor: Actor) -> OwnVote:
    """Whether the actor may vote on an online decision, and their own ballot."""
    if not actor.is_signed_in:
        return OwnVote(VotingRight.SIGNED_OUT)
    rows = session.execute(_roll_of(decision, actor)).all()
    if not rows:
        return OwnVote(VotingRight.NOT_ON_ROLL)
    choice = next((row.choice for row in rows if row.choice), None)
    return OwnVote(VotingRight.HAS_VOTED if choice else VotingRight.MAY_VOTE, choice, len(rows))


def list_ballots(session: Session, decision: Decision) -> Sequence[Any]:
    """Who chose what in an open online vote: public once it is decided, and nothing before."""
    if decision.state is not DecisionState.CLOSED:
        return []
    return session.execute(
        select(
            Ballot.seat_id, RollEntry.bench, Ballot.choice, col(Person.name).label("person_name"),
            col(Organisation.name).label("organisation_name"),
        )
        .join(RollEntry, _of_same_seat())
        .join(Seat, col(Seat.id) == Ballot.seat_id)
        .join(Person, col(Person.id) == Seat.person_id)
        .join(Bench, col(Bench.id) == Seat.bench_id)
        .outerjoin(Organisation, col(Organisation.id) == Seat.organisation_id)
        .where(Ballot.decision_id == decision.id)
        .order_by(col(Bench.position), col(Ballot.seat_id))
    ).all()  # fmt: skip


def _roll_of(decision: Decision, actor: Actor) -> Any:
    """The roll entries of the seats that the actor holds today, each with its ballot."""
    return (
        select(RollEntry.seat_id, Ballot.choice)
        .outerjoin(Ballot, _of_same_seat())
        .where(
            RollEntry.decision_id == decision.id,
            col(RollEntry.seat_id).in_([seat.seat_id for seat in actor.seats]),
        )
        .order_by(col(RollEntry.seat_id))
    )


def _of_same_seat() -> sa.ColumnElement[bool]:
    return sa.and_(col(Ballot.decision_id) == RollEntry.decision_id, col(Ballot.seat_id) == RollEntry.seat_id)


def _rows() -> Any:
    return select(
        Decision.id, Decision.group_id, Decision.topic_id, Decision.agenda_item_id, Decision.reworded_from_id,
        Decision.title, Decision.question, Decision.lang, Decision.method, Decision.state, Decision.closes_at,
        Decision.decided_at, Decision.number, Decision.outcome, Decision.result, Decision.version,
        col(Group.name).label("group_name"),
    ).join(Group, col(Group.id) == Decision.group_id)  # fmt: skip


@cache
def _open() -> Any:
    is_open = (col(Decision.state) == DecisionState.OPEN, known("decision", col(Decision.id)))
    return _lines().where(*is_open).order_by(Decision.closes_at, Decision.id)


@cache
def _lines() -> Any:
    """What a list shows: the rows without question and result, which are long."""
    return select(
        Decision.id, Decision.title, Decision.lang, Decision.method, Decision.state, Decision.closes_at,
        Decision.decided_at, Decision.number, Decision.outcome, col(Group.name).label("group_name"),
    ).join(Group, col(Group.id) == Decision.group_id)  # fmt: skip


def _in_scope(query: Any, quarter: int | None, group: int | None) -> Any:
    if quarter is not None:
        query = query.where(Group.quarter_id == quarter)
    if group is not None:
        query = query.where(Decision.group_id == group)
    return query


def _readable(reader: Actor) -> Any:
    return known_to(reader, "decision", col(Decision.id))


def _narrowed(query: Any, narrowing: Narrowing, today: date, reader: Actor) -> Any:
    query = _in_scope(query, narrowing.quarter, narrowing.group).where(_matches(narrowing.state), _readable(reader))
    if narrowing.year is not None:
        query = query.where(col(Decision.number).startswith(f"{narrowing.year}/", autoescape=True))
    if narrowing.topic is not None:
        query = query.where(Decision.topic_id == narrowing.topic)
    if narrowing.organisation is not None:
        query = query.where(follow_ups().owed_by(col(Decision.id), narrowing.organisation))
    if narrowing.q is not None:
        texts = [col(text) for text in (Decision.number, Decision.title, Decision.question)]
        query = query.where(*(mentions(texts, [word]) for word in words_of(narrowing.q)))
    if narrowing.actions is not None:
        query = query.where(*follow_ups().stand(col(Decision.id), narrowing.actions, today))
    return query


def _matches(state: RegisterFilter | None) -> Any:
    if state is None:
        return col(Decision.state) != DecisionState.OPEN
    if state in (RegisterFilter.CARRIED, RegisterFilter.NOT_CARRIED):
        return Decision.outcome == Outcome(state.value)
    return Decision.state == DecisionState(state.value)
