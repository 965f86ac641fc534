"""What one variant has that another has not: compared by where each element came from, not by its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Protocol

from quarter.planning.domain.elements import Drawn

# A point that moved less than this was only clicked anew: about a metre on the map, a thousandth of a picture.
STILL_THERE = {"latitude": 0.00001, "longitude": 0.00001, "x": 0.001, "y": 0.001}


class Costly(Protocol):
    """What may have an estimate, in whole euros."""

    @property
    def cost(self) -> int | None: ...


class DifferenceKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    COST = "cost"
    REWORDED = "reworded"


@dataclass(frozen=True)
class Difference:
    """One difference. `element` is the one to name: the newer, or the older where it is gone."""

    kind: DifferenceKind
    element: Drawn
    before: Drawn | None = None


@dataclass(frozen=True)
class Cost:
    """The sum of what is known in whole euros, and how many elements have no estimate."""

    euros: int
    unknown: int


def cost_of(elements: Iterable[Costly]) -> Cost:
    costs = [element.cost for element in elements]
    return Cost(sum(cost for cost in costs if cost is not None), costs.count(None))


def differences(before: Sequence[Drawn], after: Sequence[Drawn]) -> list[Difference]:
    """What changes on the way from one variant to another: new things, changed ones, then what is left out."""
    old = {element.origin_id: element for element in before}
    new = {element.origin_id for element in after}
    added = [Difference(DifferenceKind.ADDED, element) for element in after if element.origin_id not in old]
    changed = [
        Difference(kind, element, old[element.origin_id])
        for element in after
        if element.origin_id in old
        for kind in _changes(old[element.origin_id], element)
    ]
    removed = [Difference(DifferenceKind.REMOVED, element) for element in before if element.origin_id not in new]
    return [*added, *changed, *removed]


_WORDED = ("kind", "title", "text", "keeper", "photo", "photo_description")
_ALL = attrgetter(*_WORDED, "place", "latitude", "longitude", "x", "y", "cost")


def _changes(old: Drawn, new: Drawn) -> list[DifferenceKind]:
    if _ALL(old) == _ALL(new):  # as most things are
        return []
    found = []
    if _is_elsewhere(old, new):
        found.append(DifferenceKind.MOVED)
    if old.cost != new.cost:
        found.append(DifferenceKind.COST)
    if any(getattr(old, name) != getattr(new, name) for name in _WORDED):
        found.append(DifferenceKind.REWORDED)
    return found


def _is_elsewhere(old: Drawn, new: Drawn) -> bool:
    if old.place != new.place:
        return True
    return any(_has_moved(getattr(old, name), getattr(new, name), least) for name, least in STILL_THERE.items())


def _has_moved(old: float | None, new: float | None, least: float) -> bool:
    if old is None or new is None:
        return old is not new
    return abs(old - new) > least
