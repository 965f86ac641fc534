"""The server dies in the middle of an evening, again and again: what it has answered for is there, once."""

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from quarter import migrations
from quarter.decisions.events import DecisionCarried, DecisionNotCarried
from quarter.decisions.models import BenchCount, Decision
from quarter.foundation import clock as house_clock
from quarter.foundation.audit import AuditEntry
from quarter.foundation.db import Database
from quarter.meetings.models import Meeting
from quarter.meetings.service.outcomes import put_question
from tests.databases import TestDatabase
from tests.factories.world import build_world
from tests.faults.people import Browser, Counter, Person, Writer
from tests.house.sources import ROOT
from tests.meetings.evening import items, opened

POSTGRESQL = os.environ.get("QUARTER_TEST_DATABASE") == "postgresql"
# On PostgreSQL a start takes longer, as two processes serve there; QUARTER_TEST_KILLED=50 kills it as often.
KILLED = int(os.environ.get("QUARTER_TEST_KILLED") or (10 if POSTGRESQL else 50))
MOST_ANSWERS = 8  # before the next kill
TAKEN = (DecisionCarried.name, DecisionNotCarried.name)
OTHERS = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")


@pytest.fixture(autouse=True)
def clock() -> None:
    """The server's clock runs, so ours does."""


@dataclass
class House:
    """Starts `quarter run`, and kills it with all its processes."""

    starter: subprocess.Popen[str]
    port: int
    group: int = 0  # of processes; 0 while none serves

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        assert self.starter.stdin
        self.starter.stdin.write("\n")
        self.starter.stdin.flush()
        self.group = int(self.told())
        for _ in range(6000):  # of a hundredth of a second: a start takes some dozens
            if self.answers():
                return
            Event().wait(0.01)
        raise AssertionError("the server does not start; see server.log")

    def kill(self) -> None:
        """Returns when all of it is gone."""
        if self.group:
            os.killpg(self.group, signal.SIGKILL)
            assert self.told() == ""
        self.group = 0

    def told(self) -> str:
        assert self.starter.stdout
        line = self.starter.stdout.readline()
        assert line, "nobody is there who could start the server"
        return line.strip()

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except ConnectionError:
            return False
        finally:
            connection.close()


@dataclass(frozen=True)
class Kept:
    """What is in the database."""

    lines: list[str]
    counted: list[tuple[int, dict[str, int]]]  # (decision, votes in favour by bench), as they were counted
    numbers: list[str]
    told: list[int]  # the decision of each entry in the log that says one was taken


@dataclass
class Evening:
    """A meeting that runs now: a first item without notes, many questions under its second."""

    database: Database
    first: str  # the addresses of the items
    second: str
    questions: list[int]
    quiet: int = 0

    def read(self) -> Kept:
        """What is there while nobody serves."""
        while count_others(self.database) > self.quiet:
            Event().wait(0.01)
        with self.database.session(writes=False) as session:
            notes = items(session, session.get_one(Meeting, 1))[0].notes
            taken = session.exec(select(Decision).where(col(Decision.number).is_not(None)).order_by(Decision.id)).all()
            hands: dict[int, dict[str, int]] = {}
            for count in session.exec(select(BenchCount)):
                hands.setdefault(count.decision_id, {})[count.bench.value] = count.yes
            told = select(AuditEntry.subject_id).where(col(AuditEntry.name).in_(TAKEN)).order_by(AuditEntry.id)
            return Kept(
                lines=notes.split("\n") if notes else [],
                counted=[(decision.id, hands[decision.id]) for decision in taken],
                numbers=[str(decision.number) for decision in taken],
                told=list(session.exec(told)),
            )


@pytest.fixture
def evening(test_database: TestDatabase, tmp_path: Path) -> Iterator[Evening]:
    database = Database(test_database.bare(tmp_path))
    migrations.upgrade(database)
    now = house_clock.now()
    with database.unit_of_work() as session:
        world = build_world(session, now)
        meeting = opened(session, world, now)
        first, second = items(session, meeting)
        questions = [
            put_question(
                session, world.secretary, meeting, second,
                title=f"Frage {number}", question="Soll es so sein?", lang="de", now=now,
            ).id
            for number in range(MOST_ANSWERS * KILLED)
        ]  # fmt: skip
        addresses = [f"/meetings/{meeting.id}/items/{item.id}" for item in (first, second)]
    database.engine.dispose()
    yield Evening(database, *addresses, questions, count_others(database))
    database.engine.dispose()


@pytest.fixture
def house(evening: Evening, tmp_path: Path) -> Iterator[House]:
    port = free_port()
    settings = {
        "QUARTER_DATABASE_URL": evening.database.url.render_as_string(hide_password=False),
        "QUARTER_INSTANCE": str(tmp_path), "PORT": str(port), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    starter = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.house", str(tmp_path / "server.log")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, **settings},
    )  # fmt: skip
    house = House(starter, port)
    assert house.told() == "ready"
    yield house
    house.kill()
    assert starter.stdin and starter.stdout
    starter.stdin.close()
    starter.stdout.close()
    starter.wait()


def test_no_word_and_no_vote_is_lost_or_doubled(house: House, evening: Evening) -> None:
    dice = random.Random(4)
    house.start()
    people = sit_down(house.address, evening)
    for _ in range(KILLED):
        work_until_killed(house, people, dice)
        check(evening.read(), *people)
        house.start()
    for person in people:
        person.goes_on()
        assert person.under_way is None
    house.kill()
    check(evening.read(), *people)
    for person in people:
        print(f"{type(person).__name__}: {len(person.acknowledged)} answered, {person.sent_again} sent again")
    assert sum(person.sent_again for person in people) > 0


def sit_down(address: str, evening: Evening) -> tuple[Writer, Writer, Counter]:
    """Two write at the same item, in two windows; one of them counts votes in a third."""
    return (
        Writer(Browser(address, "secretary@test.example"), evening.first, name="Protokoll"),
        Writer(Browser(address, "moderator@test.example"), evening.first, name="Moderation"),
        Counter(Browser(address, "moderator@test.example"), evening.second, questions=evening.questions),
    )


def work_until_killed(house: House, people: Sequence[Person], dice: random.Random) -> None:
    """After so many answers, and then at any moment of what is done next."""
    answers: SimpleQueue[None] = SimpleQueue()
    with ThreadPoolExecutor(len(people)) as threads:
        working = [threads.submit(person.work, answers) for person in people]
        for _ in range(dice.randint(1, MOST_ANSWERS)):
            answers.get()
        Event().wait(dice.uniform(0, 0.03))
        house.kill()
    for work in working:
        work.result()


def check(kept: Kept, first: Writer, second: Writer, counter: Counter) -> None:
    """All that was answered for, once and in order, and at most the one thing more that was under way."""
    for writer in (first, second):
        assert [line for line in kept.lines if line.startswith(writer.name)] in possible(writer)
    assert all(line.startswith((first.name, second.name)) for line in kept.lines)
    assert kept.counted in possible(counter)
    assert kept.numbers == [f"{house_clock.now():%Y}/01-{number}" for number in range(1, len(kept.counted) + 1)]
    assert kept.told == [decision for decision, _hands in kept.counted]


def possible(person: Person) -> list[list[Any]]:
    done = person.acknowledged
    return [done] if person.under_way is None else [done, [*done, person.under_way]]


def count_others(database: Database) -> int:
    """PostgreSQL finishes what it is doing when the one who asked is gone: how many still do. SQLite has none."""
    if database.is_sqlite:
        return 0
    with database.session(writes=False) as session:
        return session.scalar(OTHERS) or 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
