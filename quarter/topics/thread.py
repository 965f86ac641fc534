"""The red thread of a matter, told from what happened: the dated path, and the strip of its six stations."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from quarter.foundation.events import Step, step_of, step_taken_back_by, thread_text

Meetings = dict[tuple[str, int], date]  # by kind and id of what an entry is about


class Happening(NamedTuple):
    """An event as the audit has it."""

    at: datetime
    name: str
    subject_kind: str
    subject_id: int
    title: str
    data: dict[str, Any]
    actor_name: str | None


@dataclass(frozen=True)
class Entry:
    """One thing that happened, with the sentence that tells it (English, marked) and its fields."""

    at: datetime
    text: str
    values: dict[str, Any]
    kind: str
    subject_id: int
    step: Step | None
    takes_back: Step | None = None
    name: str = ""  # of the event


@dataclass(frozen=True)
class Station:
    """One of the six stations: what happened there, if it is reached, and whether the matter is here now."""

    step: Step
    entry: Entry | None
    is_here: bool
    held_on: date | None = None  # of a meeting: what its agenda holds happens on that day

    @property
    def is_reached(self) -> bool:
        return self.entry is not None

    @property
    def is_end(self) -> bool:
        return self.is_here and self.step is Step.DONE


def tell(rows: Sequence[Happening]) -> list[Entry]:
    """The entries of a thread from audit rows, oldest first; what has no sentence is left out."""
    return [_entry(row, text) for row in rows if (text := thread_text(row.name))]


def strip(entries: Sequence[Entry], *, raised_by: int | None = None) -> list[Station]:
    """The stations in order of time, then those that lie ahead; what was passed over is left out.

    Raised with its first event, since when people wait, or with that of the issue `raised_by`; "here" with the
    newest of all. A matter can go back: a decision that failed and is on the agenda again is on the agenda. On the
    way to "here" each station is told by the last time that it led to the next one. Done is only what is done now.
    """
    reached = [entry for n, entry in enumerate(entries) if entry.step and not _is_taken_back(entry, entries[n + 1 :])]
    events = {step: [entry for entry in reached if entry.step is step] for step in Step}
    here = reached[-1].step if reached else None
    held = _meetings(entries)
    shown = {step: found[-1] for step, found in events.items() if found} | _way_to(here, events, held)
    if events[Step.RAISED]:
        own = [entry for entry in events[Step.RAISED] if entry.subject_id == raised_by]
        shown[Step.RAISED] = (own or events[Step.RAISED])[0]
    if here is not Step.DONE:
        shown.pop(Step.DONE, None)
    stations = [
        Station(step, entry, step is here, held.get((entry.kind, entry.subject_id)))
        for step, entry in sorted(shown.items(), key=lambda item: _happens(item[1], held))
    ]
    return stations + [Station(step, None, False) for step in _ahead(shown)]


def _ahead(shown: Collection[Step]) -> list[Step]:
    """What comes after the furthest that is reached."""
    steps = list(Step)
    return steps[max((steps.index(step) + 1 for step in shown), default=0) :]


def _way_to(here: Step | None, events: dict[Step, list[Entry]], held: Meetings) -> dict[Step, Entry]:
    """From "here" backwards: of each station the newest event that is not later than the one after it."""
    way: dict[Step, Entry] = {}
    steps = list(Step)
    for step in reversed(steps[: steps.index(here) + 1] if here else []):
        before = [
            entry
            for entry in events[step]
            if all(_happens(entry, held) <= _happens(later, held) for later in way.values())
        ]
        if before:
            way[step] = before[-1]
    return way


def _is_taken_back(entry: Entry, later: Sequence[Entry]) -> bool:
    about = (entry.step, entry.kind, entry.subject_id)
    return any((each.takes_back, each.kind, each.subject_id) == about for each in later)


def _meetings(entries: Sequence[Entry]) -> Meetings:
    """The day of each meeting, as was said last: it may have been moved."""
    return {
        (entry.kind, entry.subject_id): date.fromisoformat(entry.values["held_on"])
        for entry in entries
        if "held_on" in entry.values
    }


def _happens(entry: Entry, held: Meetings) -> datetime:
    """When it was done; what is on an agenda happens on the day of the meeting."""
    day = held.get((entry.kind, entry.subject_id))
    return max(entry.at, datetime.combine(day, time(), entry.at.tzinfo)) if day else entry.at


def _entry(row: Happening, text: str) -> Entry:
    values = {"title": row.title, "actor": row.actor_name or "", **row.data}
    steps = step_of(row.name), step_taken_back_by(row.name)
    return Entry(row.at, text, values, row.subject_kind, row.subject_id, *steps, row.name)
