"""Who moved a question, and how often it has been worded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.decisions.models import Decision
from quarter.foundation.models import list_rows, maybe
from quarter.groups.models import Seat
from quarter.meetings.models import Motion

DECISION, MOTION = Decision.__table__.c, Motion.__table__.c
SEAT, PERSON = Seat.__table__.c, Person.__table__.c


@dataclass(frozen=True)
class Moved:
    """The first wording is 1; an empty `mover` says that nobody was named."""

    wording: int = 1
    mover: str = ""


class Wording(NamedTuple):
    """One of the wordings that led to a decision, `step` 1 being its own, and who moved it, if anybody was named."""

    decision_id: int
    step: int
    mover: str | None


def list_moved(session: Session, decision_ids: Collection[int]) -> Mapping[int, Moved]:
    """By decision, in one statement: along the wordings before it, the mover that was named last."""
    line = (
        sa.select(
            DECISION.id.label("decision_id"), DECISION.id.label("wording_id"),
            DECISION.reworded_from_id.label("before_id"), sa.literal(1).label("step"),
        )
        .where(DECISION.id.in_(decision_ids))
        .cte("line", recursive=True)
    )  # fmt: skip
    line = line.union_all(
        sa.select(line.c.decision_id, DECISION.id, DECISION.reworded_from_id, line.c.step + 1).join(
            line, DECISION.id == line.c.before_id
        )
    )
    query: sa.Select[int, int, str | None] = (
        sa.select(line.c.decision_id, line.c.step, maybe(Person.name))
        .select_from(line)
        .join(Motion.__table__, MOTION.decision_id == line.c.wording_id, isouter=True)
        .join(Seat.__table__, SEAT.id == MOTION.seat_id, isouter=True)
        .join(Person.__table__, PERSON.id == SEAT.person_id, isouter=True)
        .order_by(line.c.step)
    )
    found: dict[int, Moved] = {}
    for decision_id, step, mover in list_rows(session, query, Wording):
        known = found.get(decision_id, Moved())
        found[decision_id] = Moved(step, known.mover or mover or "")
    return found
