"""Events: what happened, said by the deed that did it.

`record` writes the audit row, and one outbox row for each subscriber, in the deed's own transaction.
The thread of a topic reads the audit rows, so a new event type needs no new table.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.audit import AuditEntry
from quarter.foundation.outbox import OutboxMessage


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


_EVENTS: dict[str, type[Event]] = {}
_SUBSCRIBERS: dict[str, list[str]] = defaultdict(list)
_THREAD_TEXTS: dict[str, str] = {}


def declare_thread_texts(texts: dict[type[Event], str]) -> None:
    """Give events the sentence they have on a thread page, with the event's fields as placeholders."""
    for event, text in texts.items():
        _EVENTS[event.name] = event
        _THREAD_TEXTS[event.name] = text


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


def subscribe(event: type[Event], handler: str) -> None:
    """From now on, each `event` leaves an outbox message for `handler` (see outbox.py)."""
    if handler not in _SUBSCRIBERS[event.name]:
        _SUBSCRIBERS[event.name].append(handler)


def record(session: Session, actor: Actor, event: Event, *, now: datetime) -> AuditEntry:
    """Note that `actor` did this at `now`, and leave a message for everyone who subscribed."""
    entry = AuditEntry(
        at=now,
        actor_id=actor.person_id,
        name=event.name,
        subject_kind=event.kind,
        subject_id=event.subject_id,
        group_id=event.group_id,
        topic_id=event.topic_id,
        title=event.title,
        data=_details(event),
    )
    session.add(entry)
    session.flush()
    for handler in _SUBSCRIBERS[event.name]:
        session.add(OutboxMessage(entry_id=entry.id, handler=handler, created_at=now, due_at=now))
    return entry


def _details(event: Event) -> dict[str, Any]:
    common = {"subject_id", "group_id", "topic_id", "title"}
    return {key: _plain(value) for key, value in asdict(event).items() if key not in common}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
