"""The register: decisions as lists, on pages and to take away, and what it can be narrowed to."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVarTuple, assert_never

import sqlalchemy as sa
from sqlmodel import Session

from quarter.decisions.domain import DecisionState, FollowUp, Method, Outcome, RegisterFilter
from quarter.decisions.follow_ups import follow_ups
from quarter.decisions.models import Decision
from quarter.decisions.queries.decision import DECISION, readable
from quarter.foundation.actors import Actor
from quarter.foundation.models import column, given, list_rows, maybe
from quarter.foundation.pagination import Page, keyset_page
from quarter.foundation.searching import mentions
from quarter.foundation.subjects import as_reader, known
from quarter.foundation.text import words_of
from quarter.groups.models import Group
from quarter.topics.models import Topic

GROUP, TOPIC = Group.__table__.c, Topic.__table__.c
Ts = TypeVarTuple("Ts")
Lines = sa.Select[
    int, str, str, Method, DecisionState, datetime | None, datetime | None, str | None, Outcome | None, str
]


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


class DecisionLine(NamedTuple):
    """A decision in a list."""

    id: int
    title: str
    lang: str
    method: Method
    state: DecisionState
    closes_at: datetime | None
    decided_at: datetime | None
    number: str | None
    outcome: Outcome | None
    group_name: str


def list_register(
    session: Session, narrowing: Narrowing, today: date, after: str | None = None, *, reader: Actor
) -> Page[DecisionLine]:
    """Decisions, newest first. Without a state, all but the open ones, which `list_open` gives."""
    query = _narrowed(_lines(), narrowing, today, reader)
    return keyset_page(session, query, [DECISION.id], after, row=DecisionLine)


def list_open(
    session: Session, quarter: int | None = None, group: int | None = None, *, reader: Actor
) -> list[DecisionLine]:
    """Every question that is being voted on and that the reader may know of, the next deadline first."""
    return list_rows(session, _in_scope(_open(reader.reach), quarter, group), DecisionLine, **as_reader(reader))


class RegisterEntry(NamedTuple):
    """A numbered decision, with its topic and how many actions are done of all that were agreed on it."""

    id: int
    number: str
    title: str
    question: str
    lang: str
    method: Method
    group_name: str
    topic_title: str | None
    agreed: int
    done: int
    decided_at: datetime
    outcome: Outcome
    result: dict[str, Any]


def list_for_file(session: Session, narrowing: Narrowing, today: date, *, reader: Actor) -> list[RegisterEntry]:
    """All numbered decisions in the order they were taken."""
    query = (
        sa.select(
            column(Decision.id), given(Decision.number), column(Decision.title), column(Decision.question),
            column(Decision.lang), column(Decision.method), column(Group.name), maybe(Topic.title),
            follow_ups().count_agreed(DECISION.id, reader), follow_ups().count_done(DECISION.id, reader),
            given(Decision.decided_at), given(Decision.outcome), given(Decision.result),
        )
        .join(Group.__table__, GROUP.id == DECISION.group_id)
        .join(Topic.__table__, TOPIC.id == DECISION.topic_id, isouter=True)
        .where(DECISION.number.is_not(None))
        .order_by(DECISION.decided_at, DECISION.id)
    )  # fmt: skip
    return list_rows(session, _narrowed(query, narrowing, today, reader), RegisterEntry)


def list_years(session: Session, *, reader: Actor) -> list[int]:
    """The years of the register as the reader knows it, the latest first."""
    year = sa.func.substr(DECISION.number, 1, 4)
    query = sa.select(year).where(*_is_decided(reader)).distinct().order_by(year.desc())
    return [int(each) for each in session.scalars(query)]


class DecidedTopic(NamedTuple):
    """A topic on which something was decided."""

    id: int
    title: str
    lang: str


def list_decided_topics(session: Session, *, reader: Actor) -> list[DecidedTopic]:
    """The topics on which something was decided that the reader may know of, by title."""
    decided = sa.select(DECISION.topic_id).where(*_is_decided(reader))
    query = sa.select(column(Topic.id), column(Topic.title), column(Topic.lang)).where(TOPIC.id.in_(decided))
    return list_rows(session, query.order_by(TOPIC.title, TOPIC.id), DecidedTopic)


@cache
def _open(reach: tuple[int, int]) -> Lines:
    is_open = (DECISION.state == DecisionState.OPEN, known("decision", DECISION.id, reach))
    return _lines().where(*is_open).order_by(DECISION.closes_at, DECISION.id)


@cache
def _lines() -> Lines:
    return sa.select(
        column(Decision.id), column(Decision.title), column(Decision.lang), column(Decision.method),
        column(Decision.state), column(Decision.closes_at), column(Decision.decided_at), column(Decision.number),
        column(Decision.outcome), column(Group.name),
    ).join(Group.__table__, GROUP.id == DECISION.group_id)  # fmt: skip


def _in_scope(query: "sa.Select[*Ts]", quarter: int | None, group: int | None) -> "sa.Select[*Ts]":
    if quarter is not None:
        query = query.where(GROUP.quarter_id == quarter)
    if group is not None:
        query = query.where(DECISION.group_id == group)
    return query


def _narrowed(query: "sa.Select[*Ts]", narrowing: Narrowing, today: date, reader: Actor) -> "sa.Select[*Ts]":
    query = _in_scope(query, narrowing.quarter, narrowing.group).where(_matches(narrowing.state), readable(reader))
    if narrowing.year is not None:
        query = query.where(DECISION.number.startswith(f"{narrowing.year}/", autoescape=True))
    if narrowing.topic is not None:
        query = query.where(DECISION.topic_id == narrowing.topic)
    if narrowing.organisation is not None:
        query = query.where(follow_ups().owed_by(DECISION.id, narrowing.organisation, reader))
    if narrowing.q is not None:
        texts = [DECISION.number, DECISION.title, DECISION.question]
        query = query.where(*(mentions(texts, [word]) for word in words_of(narrowing.q)))
    if narrowing.actions is not None:
        query = query.where(*follow_ups().stand(DECISION.id, narrowing.actions, today, reader))
    return query


def _is_decided(reader: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    return DECISION.number.is_not(None), readable(reader)


def _matches(state: RegisterFilter | None) -> sa.ColumnElement[bool]:
    match state:
        case None:
            return DECISION.state != DecisionState.OPEN
        case RegisterFilter.OPEN:
            return DECISION.state == DecisionState.OPEN
        case RegisterFilter.DRAFT:
            return DECISION.state == DecisionState.DRAFT
        case RegisterFilter.CARRIED:
            return DECISION.outcome == Outcome.CARRIED
        case RegisterFilter.NOT_CARRIED:
            return DECISION.outcome == Outcome.NOT_CARRIED
        case _:
            assert_never(state)
