"""Events: what happened, said by the deed that did it. `recording.py` writes it down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Step(StrEnum):
    """The stations of the red thread, in order."""

    RAISED = "raised"
    PLANNED = "planned"
    ON_AGENDA = "on_agenda"
    DECIDED = "decided"
    AGREED = "agreed"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to one subject. Subclasses add what a reader needs to understand it later."""

    name: ClassVar[str]  # "room:what_happened", stable: it is stored
    kind: ClassVar[str]  # the kind of subject, see subjects.py
    step: ClassVar[Step | None] = None  # the station this event reaches on the red thread
    takes_back: ClassVar[Step | None] = None  # the station that its subject had reached, and no longer has

    subject_id: int
    group_id: int | None = None
    topic_id: int | None = None
    title: str = ""  # the subject's title at that time


ThreadTexts = Mapping[type[Event], str]

_EVENTS: dict[str, type[Event]] = {}
_THREAD_TEXTS: dict[str, str] = {}


def know_events(events: Iterable[type[Event]], texts: ThreadTexts) -> None:
    """Take a room's events into the house's, and the sentences of those that a thread page tells.

    The sentences are English, marked for translation, with the event's fields as placeholders.
    """
    _EVENTS.update({event.name: event for event in events})
    _THREAD_TEXTS.update({event.name: text for event, text in texts.items()})


def thread_text(name: str) -> str | None:
    """The English sentence of an event, marked for translation; None if it is not for the thread."""
    return _THREAD_TEXTS.get(name)


def told_names() -> list[str]:
    """The names of all events that a thread tells."""
    return list(_THREAD_TEXTS)


def step_of(name: str) -> Step | None:
    event = _EVENTS.get(name)
    return event.step if event else None


def step_taken_back_by(name: str) -> Step | None:
    event = _EVENTS.get(name)
    return event.takes_back if event else None
