"""The red thread of a matter, told from what happened: the dated path, and the strip of its six stations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quarter.foundation.events import Step, step_of, thread_text


@dataclass(frozen=True)
class Entry:
    """One thing that happened, with the sentence that tells it (English, marked) and its fields."""

    at: datetime
    text: str
    values: dict[str, Any]
    kind: str
    subject_id: int
    step: Step | None


@dataclass(frozen=True)
class Station:
    """One of the six stations: what happened there, if it is reached, and whether the matter is here now."""

    step: Step
    entry: Entry | None
    is_here: bool

    @property
    def is_reached(self) -> bool:
        return self.entry is not None


def tell(rows: Sequence[Any]) -> list[Entry]:
    """The entries of a thread from audit rows, oldest first; what has no sentence is left out."""
    return [_entry(row, text) for row in rows if (text := thread_text(row.name))]


def strip(entries: Sequence[Entry]) -> list[Station]:
    """The six stations: raised with its first event, since when people wait; "here" with the newest of all.

    A matter can go back: a decision that failed and is on the agenda again is on the agenda. On the way to
    "here" each station is told by the last time that it led to the next one, so the dates read in order.
    Done is only what is done now.
    """
    events = {step: [entry for entry in entries if entry.step is step] for step in Step}
    reached = [entry for entry in entries if entry.step]
    here = reached[-1].step if reached else None
    shown = {step: found[-1] for step, found in events.items() if found} | _way_to(here, events)
    if events[Step.RAISED]:
        shown[Step.RAISED] = events[Step.RAISED][0]
    if here is not Step.DONE:
        shown.pop(Step.DONE, None)
    return [Station(step, shown.get(step), step is here) for step in Step]


def _way_to(here: Step | None, events: dict[Step, list[Entry]]) -> dict[Step, Entry]:
    """From "here" backwards: of each station the newest event that is not later than the one after it."""
    way: dict[Step, Entry] = {}
    steps = list(Step)
    for step in reversed(steps[: steps.index(here) + 1] if here else []):
        before = [entry for entry in events[step] if all(entry.at <= later.at for later in way.values())]
        if before:
            way[step] = before[-1]
    return way


def _entry(row: Any, text: str) -> Entry:
    values = {"title": row.title, "actor": row.actor_name or "", **row.data}
    return Entry(row.at, text, values, row.subject_kind, row.subject_id, step_of(row.name))
