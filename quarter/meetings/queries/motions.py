"""Who moved a question, and how often it has been worded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.decisions.models import Decision
from quarter.groups.models import Seat
from quarter.meetings.models import Motion


@dataclass(frozen=True)
class Moved:
    """The first wording is 1; an empty `mover` says that nobody was named."""

    wording: int = 1
    mover: str = ""


def list_moved(session: Session, decision_ids: Collection[int]) -> Mapping[int, Moved]:
    """By decision, in one statement: along the wordings before it, the mover that was named last."""
    line = (
        sa.select(
            col(Decision.id).label("decision_id"), col(Decision.id).label("wording_id"),
            col(Decision.reworded_from_id).label("before_id"), sa.literal(1).label("step"),
        )
        .where(col(Decision.id).in_(decision_ids))
        .cte("line", recursive=True)
    )  # fmt: skip
    line = line.union_all(
        sa.select(line.c.decision_id, col(Decision.id), col(Decision.reworded_from_id), line.c.step + 1).join(
            line, col(Decision.id) == line.c.before_id
        )
    )
    query = (
        select(line.c.decision_id, line.c.step, col(Person.name))
        .select_from(line)
        .join(Motion, col(Motion.decision_id) == line.c.wording_id, isouter=True)
        .join(Seat, col(Seat.id) == Motion.seat_id, isouter=True)
        .join(Person, col(Person.id) == Seat.person_id, isouter=True)
    )
    found: dict[int, Moved] = {}
    for decision_id, step, name in session.execute(query.order_by(line.c.step)):
        known = found.get(decision_id, Moved())
        found[decision_id] = Moved(step, known.mover or name or "")
    return found
