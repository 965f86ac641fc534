"""Due things by month and day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from quarter.coordination.domain.things import DueThing


@dataclass(frozen=True)
class Day:
    day: date
    things: tuple[DueThing, ...]


@dataclass(frozen=True)
class Month:
    """A month of the calendar with the days that have something."""

    first: date
    days: tuple[Day, ...]


def calendar(things: Iterable[DueThing]) -> list[Month]:
    """All things that have a day, by month and day."""
    dated = sorted((thing for thing in things if thing.due_on), key=lambda thing: (thing.due_on, thing.minute))
    days = [Day(day, tuple(group)) for day, group in groupby(dated, key=lambda thing: thing.due_on) if day]
    return [Month(first, tuple(group)) for first, group in groupby(days, key=lambda item: item.day.replace(day=1))]
