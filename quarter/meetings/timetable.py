"""The plan of time: when each item is to begin, and how far the meeting is behind it or ahead of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

A_MINUTE = timedelta(minutes=1)


class Planned(Protocol):
    """An item of an agenda: how long it takes, and when it was begun."""

    @property
    def id(self) -> int: ...
    @property
    def minutes_planned(self) -> int: ...
    @property
    def started_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Slot:
    """When an item is to begin and to end."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Timetable:
    """The slots of an agenda by item, and how its minutes compare with those that the meeting is planned for."""

    slots: Mapping[int, Slot]
    starts_at: datetime
    minutes: int
    planned_minutes: int

    @property
    def minutes_over(self) -> int:
        """By how many minutes the items are more than there is time; negative: so many are left."""
        return self.minutes - self.planned_minutes

    def find_delay(self, current: Planned | None, now: datetime) -> "Delay":
        """How the meeting stands to its plan while it is at `current` (None: at no item)."""
        slot = self.slots[current.id] if current else Slot(self.starts_at, self.starts_at)
        return Delay(slot, (current and current.started_at) or now, now)


@dataclass(frozen=True)
class Delay:
    """A meeting at an instant, held against the slot of its current item."""

    slot: Slot
    started_at: datetime
    now: datetime

    @property
    def minutes(self) -> int:
        """Whole minutes behind the plan; negative: ahead of it.

        An item that began late is behind by as much; one that takes longer is behind once its time is over.
        """
        late = max(self.started_at - self.slot.begins_at, self.now - self.slot.ends_at)
        return int(late / A_MINUTE)


def plan_times(agenda: Sequence[Planned], starts_at: datetime, planned_minutes: int) -> Timetable:
    """The timetable of items, one after another; parts take their own time."""
    slots, begins_at = {}, starts_at
    for item in agenda:
        ends_at = begins_at + timedelta(minutes=item.minutes_planned)
        slots[item.id], begins_at = Slot(begins_at, ends_at), ends_at
    return Timetable(slots, starts_at, sum(item.minutes_planned for item in agenda), planned_minutes)
