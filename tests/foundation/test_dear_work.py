"""Dear work takes turns over all processes of an installation; a dead process holds no turn."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from quarter.foundation import dear_work
from quarter.foundation.dear_work import AT_A_TIME, WAITING, Kind, TooBusy, Turns, turns
from tests.house.sources import ROOT

HOLD = (
    "import sys; from pathlib import Path; from quarter.foundation.dear_work import turns\n"
    "turns.keep_in(Path(sys.argv[1]))\n"
    "with turns.take(sys.argv[2]): print('has it', flush=True); sys.stdin.read()"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    turns.keep_in(tmp_path / "turns")
    return tmp_path / "turns"


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dear_work, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(dear_work, "OWN_PATIENCE_SECONDS", 0.1)


@pytest.fixture
def other(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process of the installation that works on a picture."""
    command = [sys.executable, "-c", HOLD, str(folder), Kind.PICTURE]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout and process.stdout.readline() == "has it\n"
    yield process
    process.kill()
    process.communicate()


def test_another_process_has_its_turn_until_it_dies(other: subprocess.Popen[str], in_a_hurry: None) -> None:
    with pytest.raises(TooBusy), turns.take(Kind.PICTURE):
        pass
    with turns.take(Kind.PAPER):
        pass
    other.kill()
    other.wait()
    with turns.take(Kind.PICTURE):
        pass


def test_who_waits_gets_the_turn_that_is_given_back(other: subprocess.Popen[str]) -> None:
    assert other.stdin
    other.stdin.close()  # it ends in a moment
    other.stdin = None
    with turns.take(Kind.PICTURE):
        pass


@pytest.mark.parametrize("kind", Kind)
def test_so_many_at_a_time(folder: Path, in_a_hurry: None, kind: Kind) -> None:
    with ExitStack() as held:
        for _ in range(AT_A_TIME[kind]):
            held.enter_context(turns.take(kind))
        with pytest.raises(TooBusy), turns.take(kind):
            pass
    with turns.take(kind):
        pass


def test_who_finds_no_place_to_wait_is_told_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dear_work.Event, "wait", lambda *_: pytest.fail("it waits"))
    with ExitStack() as held:
        held.enter_context(turns.take(Kind.PICTURE))
        for number in range(WAITING):
            waiting = held.enter_context((folder / f"waiting-{Kind.PICTURE}-{number}").open("w"))
            fcntl.flock(waiting, fcntl.LOCK_EX)
        with pytest.raises(TooBusy), turns.take(Kind.PICTURE):
            pass


def test_one_person_has_one_turn_of_each_kind_and_leaves_no_trace(tmp_path: Path, in_a_hurry: None) -> None:
    who = ["a"]
    turns.keep_in(tmp_path, whose=lambda: who[0])
    with turns.take(Kind.PAPER):
        with pytest.raises(TooBusy), turns.take(Kind.PAPER):
            pass
        with turns.take(Kind.ARCHIVE):
            pass
        who[0] = "b"
        with turns.take(Kind.PAPER):
            pass
    assert not list(tmp_path.glob("*-of-*"))


def test_who_waits_for_one_kind_takes_no_place_of_another(folder: Path, other: subprocess.Popen[str]) -> None:
    with ExitStack() as held:
        for number in range(WAITING):
            waiting = held.enter_context((folder / f"waiting-{Kind.PAPER}-{number}").open("w"))
            fcntl.flock(waiting, fcntl.LOCK_EX)
        assert other.stdin
        other.stdin.close()
        other.stdin = None
        with turns.take(Kind.PICTURE):
            pass


def test_an_error_gives_the_turn_back(folder: Path) -> None:
    for _ in range(AT_A_TIME[Kind.PICTURE] + 1):
        with pytest.raises(ValueError), turns.take(Kind.PICTURE):
            raise ValueError


def test_the_command_line_waits_for_nobody() -> None:
    alone = Turns()
    with alone.take(Kind.PICTURE), alone.take(Kind.PICTURE):
        pass


def test_nobody_else_may_look_at_who_waits(folder: Path) -> None:
    with turns.take(Kind.PICTURE):
        assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o600"}
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
