"""Files that people bring: kept in one folder of the instance, under names that we make up."""

import re
import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from quarter.foundation.private_files import make_private_file, make_private_folder

KEPT_FREE = 500 * 1024 * 1024  # bytes
KEY = re.compile(r"[0-9a-f]{32}\.[a-z]{2,5}")


class Storage:
    """Puts bytes under a new key and gives them back; what stands under a key never changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes, suffix: str) -> str:
        """The key of the stored bytes; `suffix` says what they are, without a dot."""
        key = f"{secrets.token_hex(16)}.{suffix}"
        make_private_folder(self._folder)
        fresh = self._folder / f"{key}.new"
        make_private_file(fresh)
        fresh.write_bytes(content)
        fresh.rename(self._folder / key)  # nobody ever reads half a file
        return key

    def get(self, key: str) -> bytes | None:
        """The bytes; None if there are none under this key, or it is no key of ours."""
        if not KEY.fullmatch(key):
            return None
        try:
            return (self._folder / key).read_bytes()
        except FileNotFoundError:
            return None

    @property
    def has_room(self) -> bool:
        """Whether the disk has room for more: the last of it is for the database, without which nothing goes."""
        folder = next(path for path in (self._folder, *self._folder.parents) if path.exists())
        return shutil.disk_usage(folder).free >= KEPT_FREE

    def has(self, key: str) -> bool:
        """Whether something is stored under this key."""
        return bool(KEY.fullmatch(key)) and (self._folder / key).is_file()

    def list_before(self, moment: datetime) -> Iterator[str]:
        """The keys of all that was stored before a moment."""
        for path in self._folder.glob("*.*"):
            if KEY.fullmatch(path.name) and path.stat().st_mtime < moment.timestamp():
                yield path.name

    def remove(self, key: str) -> None:
        """Throw away what is stored under this key; nothing happens if it is gone already."""
        if KEY.fullmatch(key):
            (self._folder / key).unlink(missing_ok=True)
