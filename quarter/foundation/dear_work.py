"""Dear work takes turns: a few at a time in the whole installation, a few more wait, and nobody else.

Who asks has one turn or one place to wait of each kind, so that nobody takes all of them.

A turn is a file in the instance, locked for as long as the work takes. Such a lock counts over all processes, with
SQLite and PostgreSQL alike, and is free in the moment when its process dies, however it dies. What is scarce is the
memory and the processors of one machine, so the machine is what it has to reach (a lock in a database would cost a
connection for as long as the work takes, and there is none to be had on SQLite).
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from threading import Event

from quarter.foundation.private_files import FILE, make_private_folder

WAITING = 2  # of each kind; who waits holds a thread of the server, so it must not be many
PATIENCE_SECONDS = 15.0
OWN_PATIENCE_SECONDS = 2.5
LOOK_SECONDS = 0.05


class Kind(StrEnum):
    """What is dear."""

    PICTURE = "picture"
    PAPER = "paper"
    ARCHIVE = "archive"  # of many files, papers among them


AT_A_TIME = {Kind.PICTURE: 1, Kind.PAPER: 2, Kind.ARCHIVE: 1}


class TooBusy(Exception):
    """Others are at it, and enough wait already: to be tried again in a moment."""


class Turns:
    """Who is at it and who waits, by locked files in a folder. Without a folder nobody waits: the command line."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._whose: Callable[[], str] = str

    def keep_in(self, folder: Path, *, whose: Callable[[], str] = str) -> None:
        """From now on all turns are taken in this folder, which all processes of the installation share.

        `whose` says for whom the work is done, in letters that a file name may have; empty for nobody in particular.
        """
        self._folder, self._whose = folder, whose

    @contextmanager
    def take(self, kind: Kind) -> Iterator[None]:
        """A turn; TooBusy if whoever asks keeps one, if there is no place to wait, or it does not come in time."""
        if self._folder is None:
            yield
            return
        make_private_folder(self._folder)
        with ExitStack() as held:
            if whose := self._whose():
                held.callback(_give_back, *_lock_own(self._folder / f"{kind}-of-{whose}"))
            held.callback(os.close, self._wait_for(kind, self._folder))
            yield

    def _wait_for(self, kind: Kind, folder: Path) -> int:
        own = [folder / f"{kind}-{number}" for number in range(AT_A_TIME[kind])]
        if (turn := _lock_one(own)) is not None:
            return turn
        place = _lock_one([folder / f"waiting-{kind}-{number}" for number in range(WAITING)])
        if place is None:
            raise TooBusy
        try:
            for _ in range(round(PATIENCE_SECONDS / LOOK_SECONDS)):
                Event().wait(LOOK_SECONDS)
                if (turn := _lock_one(own)) is not None:
                    return turn
        finally:
            os.close(place)
        raise TooBusy


turns = Turns()


def _lock_own(file: Path) -> tuple[Path, int]:
    """A few seconds are waited for one's own: a whole house, seen as one, may want two papers at the same time."""
    for _ in range(1 + round(OWN_PATIENCE_SECONDS / LOOK_SECONDS)):
        if (opened := _lock_one([file])) is not None:
            return file, opened
        Event().wait(LOOK_SECONDS)
    raise TooBusy


def _give_back(file: Path, opened: int) -> None:
    """No file stays of whom dear work was done for. Who opened it in this very moment may get a second turn."""
    file.unlink(missing_ok=True)
    os.close(opened)


def _lock_one(files: list[Path]) -> int | None:
    """The first of these that nobody holds, open and locked; to close it is to give it back."""
    for file in files:
        opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # somebody has it
            os.close(opened)
        else:
            return opened
    return None
