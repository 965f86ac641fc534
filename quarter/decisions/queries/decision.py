"""One decision with its rule, its other wordings, and those of some agenda items."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.charters.models import Charter
from quarter.decisions.domain import DecisionState, HasResult, Method, Outcome, Result, Rule
from quarter.decisions.models import Decision
from quarter.foundation.actors import Actor
from quarter.foundation.models import column, given, list_rows
from quarter.foundation.subjects import Subject, get_known, known_to

DECISION = Decision.__table__.c


def get_readable(session: Session, decision_id: int | None, reader: Actor) -> Decision | None:
    """The decision; None if there is none, or if it was taken in the part of a meeting that is not public to them."""
    if decision_id is None:
        return None
    return get_known(session, Decision, decision_id, reader=reader)


def get_closed(session: Session, decision_id: int, reader: Actor) -> Decision | None:
    """The decision, if it has been decided and may be read."""
    decision = get_readable(session, decision_id, reader)
    return decision if decision and decision.state is DecisionState.CLOSED else None


def get_result(decision: HasResult) -> Result | None:
    """The stored result of a decision or of a row that carries one; None while it is undecided."""
    return Result.from_dict(decision.result) if decision.result else None


def get_rule(session: Session, decision: Decision) -> Rule:
    """The rule of the charter that the decision is made under."""
    return rule_of(session.get_one(Charter, decision.charter_id))


def rule_of(charter: Charter) -> Rule:
    """A charter's terms for decisions."""
    return Rule(charter.quorum, charter.majority, charter.bench_rule)


class DecisionOfItem(NamedTuple):
    """A question under an agenda item, with how it went if it has been decided."""

    id: int
    agenda_item_id: int
    title: str
    lang: str
    question: str
    method: Method
    state: DecisionState
    number: str | None
    outcome: Outcome | None
    result: dict[str, Any] | None


def list_for_items(session: Session, item_ids: Collection[int], *, reader: Actor | None) -> list[DecisionOfItem]:
    """All decisions under some agenda items, in their order; for the record itself (no reader) all of them."""
    query = sa.select(
        column(Decision.id), given(Decision.agenda_item_id), column(Decision.title), column(Decision.lang),
        column(Decision.question), column(Decision.method), column(Decision.state), column(Decision.number),
        column(Decision.outcome), column(Decision.result),
    ).where(DECISION.agenda_item_id.in_(item_ids)).order_by(DECISION.id)  # fmt: skip
    return list_rows(session, query.where(readable(reader)) if reader else query, DecisionOfItem)


class Rewording(NamedTuple):
    """A question that puts another again in new words."""

    id: int
    title: str
    lang: str


def list_rewordings(session: Session, decision: Decision, *, reader: Actor) -> list[Rewording]:
    """The questions that put this one again in new words."""
    query = sa.select(column(Decision.id), column(Decision.title), column(Decision.lang)).where(
        DECISION.reworded_from_id == decision.id, readable(reader)
    )
    return list_rows(session, query.order_by(DECISION.id), Rewording)


def is_any_reworded_for_more(session: Session, item_ids: Collection[int]) -> bool:
    """Whether more people may read the new words of a question than the first ones; either is under these items."""
    first, again = Decision.__table__.alias(), Decision.__table__.alias()
    of_first, of_again = Subject.__table__.alias(), Subject.__table__.alias()
    query = (
        sa.select(sa.literal(1))
        .select_from(again)
        .join(first, first.c.id == again.c.reworded_from_id)
        .join(of_first, sa.and_(of_first.c.kind == "decision", of_first.c.id == first.c.id))
        .join(of_again, sa.and_(of_again.c.kind == "decision", of_again.c.id == again.c.id))
        .where(sa.or_(first.c.agenda_item_id.in_(item_ids), again.c.agenda_item_id.in_(item_ids)))
        .where(of_again.c.audience < of_first.c.audience)
    )
    return session.scalar(query.limit(1)) is not None


def list_due_ids(session: Session, now: datetime) -> Sequence[int]:
    """Online votes whose deadline has passed and that nobody has counted yet."""
    query = sa.select(column(Decision.id)).where(DECISION.state == DecisionState.OPEN, DECISION.closes_at <= now)
    return session.scalars(query.order_by(DECISION.id)).all()


def readable(reader: Actor) -> sa.ColumnElement[bool]:
    """What the reader may read."""
    return known_to(reader, Decision.subject_kind, DECISION.id)
