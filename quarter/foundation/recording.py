"""Recording: each deed leaves an audit row, and one outbox row for each subscriber, in its own transaction.

Who subscribes at once is called there and then, and what it writes stands or falls with the deed.

The thread of a topic reads the audit rows, so a new event type needs no new table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, time

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.audit import AuditEntry
from quarter.foundation.events import Event
from quarter.foundation.outbox import OutboxMessage

Subscriptions = Mapping[type[Event], Sequence[str]]
Subscriber = Callable[[Session, AuditEntry], None]
SubscribersAtOnce = Mapping[type[Event], Sequence[Subscriber]]

_SUBSCRIPTIONS: dict[str, tuple[str, ...]] = {}
_AT_ONCE: dict[str, tuple[Subscriber, ...]] = {}


def know_subscriptions(subscriptions: Subscriptions) -> None:
    """From now on, each of these events leaves one outbox message for each of its handlers (see outbox.py)."""
    for event, handlers in subscriptions.items():
        _SUBSCRIPTIONS[event.name] = tuple(dict.fromkeys((*_SUBSCRIPTIONS.get(event.name, ()), *handlers)))


def know_subscribers_at_once(subscribers: SubscribersAtOnce) -> None:
    """From now on, each of these events is told to these functions, in the transaction of its deed."""
    for event, called in subscribers.items():
        _AT_ONCE[event.name] = tuple(dict.fromkeys((*_AT_ONCE.get(event.name, ()), *called)))


def record(session: Session, actor: Actor, event: Event, *, now: datetime) -> AuditEntry:
    """Note that `actor` did this at `now`, and tell everyone who subscribed: at once, or by a message."""
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
    for handler in _SUBSCRIPTIONS.get(event.name, ()):
        session.add(OutboxMessage(entry_id=entry.id, handler=handler, created_at=now, due_at=now))
    for tell in _AT_ONCE.get(event.name, ()):
        tell(session, entry)
    return entry


def _details(event: Event) -> dict[str, object]:
    common = {"subject_id", "group_id", "topic_id", "title"}
    return {key: _plain(value) for key, value in asdict(event).items() if key not in common}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, (date, time)) else value
