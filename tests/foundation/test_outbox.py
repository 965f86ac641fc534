"""Messages are delivered at least once, later again if that failed, and never stand in each other's way."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import ClassVar

import pytest
from sqlmodel import Session, select

from quarter.foundation import outbox, recording
from quarter.foundation.events import Event
from quarter.foundation.outbox import FIRST_PAUSE, MAX_ATTEMPTS, OutboxMessage, drain, handles
from quarter.foundation.recording import know_subscriptions, record
from quarter.groups.domain import OrganisationKind
from quarter.groups.models import Organisation
from tests.conftest import NOW

MUCH_LATER = NOW + timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class ParcelSent(Event):
    name: ClassVar[str] = "test:parcel_sent"
    kind: ClassVar[str] = "parcel"


@pytest.fixture(autouse=True)
def registries(monkeypatch):
    monkeypatch.setattr(recording, "_SUBSCRIPTIONS", dict(recording._SUBSCRIPTIONS))
    monkeypatch.setattr(outbox, "_HANDLERS", dict(outbox._HANDLERS))


class Postman:
    """A handler that notes what it was given, and fails as long as it is told to."""

    def __init__(self, name: str) -> None:
        self.delivered: list[int] = []
        self.attempts_at: list = []
        self.breaks_on: set[int] = set()
        self.error: type[BaseException] = RuntimeError
        handles(name)(self)
        know_subscriptions({ParcelSent: [name]})

    def __call__(self, _database, entry, now) -> None:
        self.attempts_at.append(now)
        if entry.subject_id in self.breaks_on:
            raise self.error
        self.delivered.append(entry.subject_id)


@pytest.fixture
def postman() -> Postman:
    return Postman("test.postman")


@pytest.fixture
def send(database, world):
    def send(*numbers: int) -> None:
        with database.unit_of_work() as session:
            for number in numbers:
                record(session, world.city, ParcelSent(subject_id=number), now=NOW)

    return send


def test_each_message_is_delivered_once_and_in_order(database, postman, send):
    send(1, 2, 3)
    assert drain(database, now=NOW) == 3
    assert drain(database, now=MUCH_LATER) == 0
    assert postman.delivered == [1, 2, 3]


def test_an_empty_box_is_fine(database):
    assert drain(database, now=NOW) == 0


def test_no_more_than_the_limit_at_a_time(database, postman, send):
    send(1, 2, 3)
    assert drain(database, now=NOW, limit=2) == 2
    assert drain(database, now=NOW, limit=2) == 1
    assert postman.delivered == [1, 2, 3]


def test_a_failure_does_not_hold_up_the_others(database, postman, send):
    postman.breaks_on = {1}
    send(1, 2, 3)
    assert drain(database, now=NOW) == 2
    assert postman.delivered == [2, 3]


def test_one_handler_that_fails_does_not_hold_up_another(database, postman, send):
    other = Postman("test.other")
    postman.breaks_on = {1}
    send(1)
    assert drain(database, now=NOW) == 1
    assert other.delivered == [1]


def test_many_failures_do_not_fill_the_queue(database, postman, send):
    postman.breaks_on = {1, 2}
    send(1, 2, 3)
    for _ in range(2):
        drain(database, now=NOW, limit=2)
    assert postman.delivered == [3]


def test_what_failed_is_delivered_when_it_works_again(database, postman, send):
    postman.breaks_on = {1}
    send(1)
    drain(database, now=NOW)
    postman.breaks_on = set()
    assert drain(database, now=NOW + FIRST_PAUSE - timedelta(seconds=1)) == 0
    assert drain(database, now=NOW + FIRST_PAUSE) == 1
    assert postman.delivered == [1]


def test_the_pauses_grow_and_end_at_the_last_attempt(database, postman, send):
    postman.breaks_on = {1}
    send(1)
    for minute in range(0, 60 * 24, 2):
        drain(database, now=NOW + timedelta(minutes=minute))
    pauses = [later - earlier for earlier, later in pairwise(postman.attempts_at)]
    assert len(postman.attempts_at) == MAX_ATTEMPTS
    assert pauses[0] == FIRST_PAUSE
    assert all(later > earlier for earlier, later in pairwise(pauses))


def test_a_worker_that_dies_after_its_work_is_called_again(database, postman, send):
    """The work is done but not yet marked: it is done once more rather than never."""
    done: list[int] = []

    def dying(_database, entry, _now) -> None:
        done.append(entry.subject_id)
        raise SystemExit

    handles("test.postman")(dying)
    send(1)
    with pytest.raises(SystemExit):
        drain(database, now=NOW)
    handles("test.postman")(postman)
    assert drain(database, now=NOW + FIRST_PAUSE) == 1
    assert (done, postman.delivered) == ([1], [1])


def test_a_message_for_an_unknown_handler_is_kept_for_the_next_release(database, postman, send):
    send(1)
    outbox._HANDLERS.pop("test.postman")
    assert drain(database, now=NOW) == 0
    handles("test.postman")(postman)
    assert drain(database, now=NOW + FIRST_PAUSE) == 1


def test_a_handler_may_write_and_holds_no_lock(database, send):
    def writing(database, entry, _now) -> None:
        with database.unit_of_work() as session:
            session.add(Organisation(name=f"Paket {entry.subject_id}", kind=OrganisationKind.ASSOCIATION))

    handles("test.writing")(writing)
    know_subscriptions({ParcelSent: ["test.writing"]})
    send(1, 2)
    assert drain(database, now=NOW) == 2
    with database.session(writes=False) as session:
        names = set(session.exec(select(Organisation.name)))
    assert {"Paket 1", "Paket 2"} <= names


def test_a_message_that_another_worker_has_taken_is_left_alone(database, postman, send):
    def greedy(database, entry, now) -> None:
        assert drain(database, now=now) == 0  # the other worker, while we are busy
        postman(database, entry, now)

    handles("test.postman")(greedy)
    send(1)
    assert drain(database, now=NOW) == 1
    assert postman.delivered == [1]


def test_an_undelivered_message_says_how_often_it_was_tried(database, postman, send):
    postman.breaks_on = {1}
    send(1)
    drain(database, now=NOW)
    with database.session(writes=False) as session:
        message = only_message(session)
    assert (message.attempts, message.delivered_at) == (1, None)


def only_message(session: Session) -> OutboxMessage:
    return session.exec(select(OutboxMessage)).one()
