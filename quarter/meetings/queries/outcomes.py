"""What came of agenda items: the questions put under them, and the actions agreed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlmodel import Session

from quarter.actions.queries.listing import ActionOfItem
from quarter.actions.queries.listing import list_for_items as list_actions
from quarter.decisions.models import Decision
from quarter.decisions.queries.decision import DecisionOfItem
from quarter.decisions.queries.decision import list_for_items as list_decisions
from quarter.foundation.actors import Actor
from quarter.meetings.queries.agenda import get_item


@dataclass(frozen=True)
class Outcomes:
    """The rows of decisions and actions under one item, in the order they came."""

    decisions: list[DecisionOfItem] = field(default_factory=list)
    actions: list[ActionOfItem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.decisions or self.actions)


class HasId(Protocol):
    """An item, or a row that stands for one."""

    @property
    def id(self) -> int: ...


def list_outcomes(session: Session, agenda: Iterable[HasId], *, reader: Actor | None) -> Mapping[int, Outcomes]:
    """What came of each item of an agenda, by item id, in two statements; of some came nothing.

    As far as the reader may know of it; for the record itself, which has no reader, all of it.
    """
    item_ids = [item.id for item in agenda]
    outcomes: dict[int, Outcomes] = defaultdict(Outcomes)
    for decision in list_decisions(session, item_ids, reader=reader):
        outcomes[decision.agenda_item_id].decisions.append(decision)
    for action in list_actions(session, item_ids, reader=reader):
        outcomes[action.agenda_item_id].actions.append(action)
    return outcomes


def get_question(
    session: Session, meeting_id: int, item_id: int, decision_id: int, *, reader: Actor
) -> Decision | None:
    """A question under this very item of this very meeting, else None."""
    item, decision = get_item(session, meeting_id, item_id, reader=reader), session.get(Decision, decision_id)
    return decision if decision is not None and item is not None and decision.agenda_item_id == item.id else None
