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
    """The six stations: raised with its first event, since when people wait; the others with their newest.

    "Here" is the station of the newest event that reached one. A matter can go back: a decision that failed
    and is on the agenda again is on the agenda. Done is only what is done now.
    """
    steps = [(entry.step, entry) for entry in entries if entry.step]
    shown = dict(steps) | {step: entry for step, entry in reversed(steps) if step is Step.RAISED}
    here = steps[-1][0] if steps else None
    if here is not Step.DONE:
        shown.pop(Step.DONE, None)
    return [Station(step, shown.get(step), step is here) for step in Step]


def _entry(row: Any, text: str) -> Entry:
    values = {"title": row.title, "actor": row.actor_name or "", **row.data}
    return Entry(row.at, text, values, row.subject_kind, row.subject_id, step_of(row.name))
