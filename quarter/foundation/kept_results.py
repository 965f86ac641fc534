"""What was dear to make is kept for a day under what it was made from, so that nobody can have it made all day long."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from quarter.foundation.private_files import make_private_file, make_private_folder

MOST_BYTES = 200 * 1024 * 1024
MOST_SECONDS = 24 * 3600  # people may be forgotten meanwhile, so what was written for them is, too


class KeptResults:
    """Bytes by their key, a checksum; the oldest go first. Without a folder nothing is kept: the command line."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._folder: Path | None = None
        self._most_bytes = most_bytes

    def keep_in(self, folder: Path) -> None:
        """From now on results are kept in this folder, which all processes of the installation share."""
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """What was made from this; None if it has to be made (again)."""
        if self._folder is None:
            return None
        try:
            return (self._folder / key).read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, key: str, content: bytes, *, now: float) -> None:
        """Put it beside the others; what is too old or too much goes. `now` is in seconds, as files have it."""
        if self._folder is None:
            return
        make_private_folder(self._folder)
        fresh = self._folder / f"{secrets.token_hex(8)}.new"
        make_private_file(fresh)
        with suppress(FileNotFoundError):  # others keep so much meanwhile that it is thrown away already
            fresh.write_bytes(content)
            os.utime(fresh, (now, now))
            fresh.rename(self._folder / key)  # nobody ever reads half a file
        self.throw_away_old(now=now)

    def throw_away_old(self, *, now: float) -> None:
        """Delete what is older than a day, and the oldest of what is too much."""
        if self._folder is None or not self._folder.is_dir():
            return
        room = self._most_bytes
        for file, stat in sorted(_stats(self._folder), key=lambda each: -each[1].st_mtime):
            room -= stat.st_size
            if room < 0 or stat.st_mtime < now - MOST_SECONDS:
                file.unlink(missing_ok=True)


def _stats(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """What lies in it; others put things there and throw them away at the same time."""
    for file in folder.iterdir():
        with suppress(FileNotFoundError):
            yield file, file.stat()
