"""An event is noted in the transaction of its deed, with a message for everyone who subscribed."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pytest
from sqlmodel import select

from quarter.foundation import events, recording
from quarter.foundation.audit import AuditEntry, file_under_topic
from quarter.foundation.events import Event, Step, know_events, step_of, thread_text
from quarter.foundation.outbox import OutboxMessage
from quarter.foundation.recording import know_subscriptions, record
from quarter.topics.service import open_topic
from tests.conftest import NOW


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    name: ClassVar[str] = "test:bell_rung"
    kind: ClassVar[str] = "bell"
    step: ClassVar[Step | None] = Step.AGREED

    how_often: int = 1
    due_on: date | None = None


@pytest.fixture(autouse=True)
def registries(monkeypatch):
    """What a test declares is forgotten after it."""
    for name in ("_EVENTS", "_THREAD_TEXTS"):
        monkeypatch.setattr(events, name, dict(getattr(events, name)))
    monkeypatch.setattr(recording, "_SUBSCRIPTIONS", dict(recording._SUBSCRIPTIONS))


def stored(database, table):
    with database.session(writes=False) as session:
        return session.exec(select(table)).all()


def messages(database) -> list[tuple[int, str]]:
    return sorted((message.entry_id, message.handler) for message in stored(database, OutboxMessage))


def test_an_event_says_who_did_what_when_to_what(database, world):
    event = BellRung(subject_id=7, group_id=world.group_id, title="Glocke", how_often=3, due_on=date(2026, 12, 1))
    with database.unit_of_work() as session:
        entry_id = record(session, world.secretary, event, now=NOW).id
    with database.session(writes=False) as session:
        entry = session.get_one(AuditEntry, entry_id)
    assert (entry.actor_id, entry.at, entry.name) == (world.secretary.person_id, NOW, "test:bell_rung")
    assert (entry.subject_kind, entry.subject_id, entry.group_id, entry.topic_id) == ("bell", 7, world.group_id, None)
    assert (entry.title, entry.data) == ("Glocke", {"how_often": 3, "due_on": "2026-12-01"})


def test_each_subscriber_gets_one_message_for_each_event(database, world):
    for handler in ("test.mail", "test.search", "test.mail"):  # subscribing twice is once
        know_subscriptions({BellRung: [handler]})
    with database.unit_of_work() as session:
        first, second = (record(session, world.city, BellRung(subject_id=n), now=NOW).id for n in (1, 2))
    handlers = ("test.mail", "test.search")
    assert messages(database) == [(entry, handler) for entry in (first, second) for handler in handlers]


def test_without_a_subscriber_only_the_event_is_noted(database, world):
    with database.unit_of_work() as session:
        record(session, world.city, BellRung(subject_id=1), now=NOW)
    assert messages(database) == []


def test_a_deed_that_is_undone_leaves_neither_event_nor_message(database, world):
    know_subscriptions({BellRung: ["test.mail"]})
    with pytest.raises(ZeroDivisionError), database.unit_of_work() as session:
        record(session, world.city, BellRung(subject_id=1), now=NOW)
        raise ZeroDivisionError
    assert "test:bell_rung" not in {entry.name for entry in stored(database, AuditEntry)}
    assert messages(database) == []


def test_an_event_with_a_sentence_knows_its_station():
    know_events([BellRung], {BellRung: "The bell was rung %(how_often)d times"})
    assert thread_text("test:bell_rung") == "The bell was rung %(how_often)d times"
    assert step_of("test:bell_rung") is Step.AGREED


def test_an_event_without_a_sentence_is_not_for_the_thread():
    assert thread_text("test:silent") is None
    assert step_of("test:silent") is None


def test_all_that_happened_to_a_subject_can_be_filed_under_a_topic(database, world):
    with database.unit_of_work() as session:
        topic = open_topic(session, world.moderator, world.group(session), title="Hof", summary="", lang="de", now=NOW)
        ours, others = (record(session, world.city, BellRung(subject_id=n), now=NOW).id for n in (1, 2))
        file_under_topic(session, topic.id, "bell", 1)
    filed = {entry.id: entry.topic_id for entry in stored(database, AuditEntry)}
    assert filed[ours] == topic.id
    assert filed[others] is None
