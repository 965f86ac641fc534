"""What lies in the instance holds people's data and is for the server's own user alone."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
_BESIDE_A_DATABASE = ("", "-wal", "-shm", "-journal")


def make_private_folder(folder: Path) -> None:
    """The folder and those above it, as far as there are none; only its owner may look into it."""
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)


def make_private_file(file: Path) -> None:
    """An empty file that only its owner may read, unless there is one."""
    file.touch(mode=FILE)


def keep_file_private(file: Path) -> None:
    """Take back what others were allowed with one file."""
    _allow_only(FILE, [file])


def keep_private(instance: Path, database: Path | None) -> None:
    """Take back what others were allowed: earlier versions allowed it, and so do copies put back from a backup.

    `database` is the file of SQLite, wherever it lies. What belongs to somebody else is left as it is.
    """
    folders = [folder for folder in (instance, instance / "files") if folder.is_dir()]
    for folder in folders:
        _allow_only(FOLDER, [folder])
        _allow_only(FILE, _files_in(folder))
    if database:
        _allow_only(FILE, (Path(f"{database}{suffix}") for suffix in _BESIDE_A_DATABASE))


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may read, write or enter it."""
    return path.exists() and path.stat().st_mode & 0o077 != 0


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file() and not path.is_symlink())


def _allow_only(mode: int, paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):  # somebody else's, or gone meanwhile
            if is_open_to_others(path):
                path.chmod(mode)
