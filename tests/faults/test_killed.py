"""The server dies in the middle of an evening, again and again: what it has answered for is there, once."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from quarter.decisions.models import Decision
from quarter.foundation.db import Database
from quarter.meetings import service
from quarter.meetings.models import Meeting
from tests.factories.world import World
from tests.house.sources import ROOT
from tests.meetings.evening import after, items, running

KILLED = 50
VOTES = 600
OTHERS = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")


@dataclass
class Lap:
    """What the house answered for before it was killed."""

    words: list[str] = field(default_factory=list)
    votes: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """What is in the database afterwards."""

    words: list[str]
    counted: dict[int, str]  # the number of each decision taken, by its id


@pytest.fixture
def server(database: Database, world: World, empty_url: str, tmp_path: Path) -> Iterator[subprocess.Popen]:
    """A house with a running meeting, a first item without notes, and many questions under its second."""
    with database.unit_of_work() as session:
        meeting = running(session, world)
        street = items(session, meeting)[1]
        for number in range(VOTES):
            service.put_question(
                session, world.secretary, meeting, street,
                title=f"Frage {number}", question="Soll es so sein?", lang="de", now=after(10),
            )  # fmt: skip
    database.engine.dispose()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writing", empty_url, str(tmp_path), str(world.secretary.person_id)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdin and process.stdout
    assert process.stdout.readline() == "ready\n"
    yield process
    process.stdin.close()
    process.stdout.close()
    process.wait()


def test_no_word_and_no_vote_is_lost_or_doubled(server: subprocess.Popen, database: Database) -> None:
    dice = random.Random(4)
    before, quiet = read(database), count_others(database)
    for lap in range(1, KILLED + 1):
        answered = run_and_kill(server, lap, first_open=len(before.counted) + 1, answers=dice.randint(1, 3))
        while count_others(database) > quiet:
            continue
        after_it = read(database)
        check(before, after_it, answered, lap)
        before = after_it
    assert len(before.words) >= KILLED / 2 and len(before.counted) >= KILLED / 2


def run_and_kill(server: subprocess.Popen, lap: int, *, first_open: int, answers: int) -> Lap:
    """Let two people work until the house has answered one of them so often, and kill it while it does the next.

    It is the turn of notes in one lap, of votes in the next: how fast each is says nothing on a busy machine.
    """
    assert server.stdin and server.stdout
    server.stdin.write(f"{lap} {first_open} {VOTES}\n")
    server.stdin.flush()
    answered, process = Lap(), 0
    for line in server.stdout:
        what, which = line.split()
        if what == "begun":
            process = int(which)
        elif what == "killed":
            return answered
        else:
            turn = "notes" if lap % 2 else "votes"
            answered.words.extend([which] if what == "notes" else [])
            answered.votes.extend([int(which)] if what == "votes" else [])
            if what == turn and len(answered.words if turn == "notes" else answered.votes) == answers:
                os.kill(process, signal.SIGKILL)
    raise AssertionError("the server has ended by itself")


def count_others(database: Database) -> int:
    """PostgreSQL finishes what it is doing when the one who asked is gone: how many still do. SQLite has none."""
    if database.engine.dialect.name != "postgresql":
        return 0
    with database.session(writes=False) as session:
        return session.scalar(OTHERS) or 0


def read(database: Database) -> Kept:
    with database.session(writes=False) as session:
        opening = items(session, session.get_one(Meeting, 1))[0]
        taken = session.exec(select(Decision).where(col(Decision.number).is_not(None)).order_by(Decision.id))
        counted = {decision.id: decision for decision in taken}
    for decision in counted.values():
        assert (decision.result["yes"], decision.result["no"]) == (2, 1)
    return Kept(opening.notes.split(), {key: str(decision.number) for key, decision in counted.items()})


def check(before: Kept, now: Kept, answered: Lap, lap: int) -> None:
    """All that was answered for, in order, and at most the one thing more that was under way."""
    fresh = now.words[len(before.words) :]
    assert now.words[: len(before.words)] == before.words
    assert fresh[: len(answered.words)] == answered.words
    assert fresh == [f"{lap}-{word}" for word in range(1, len(fresh) + 1)]
    assert len(fresh) - len(answered.words) in (0, 1)
    counted = [key for key in now.counted if key not in before.counted]
    assert counted[: len(answered.votes)] == answered.votes
    assert len(counted) - len(answered.votes) in (0, 1)
    assert list(now.counted.values()) == [f"2026/01-{number}" for number in range(1, len(now.counted) + 1)]
