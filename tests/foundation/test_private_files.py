"""Database, files and secrets are for the server's own user alone, also where others were allowed before."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from quarter.app import create_app
from quarter.config import Settings, load
from quarter.foundation.db import Database
from quarter.foundation.storage import Storage

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """What most systems allow others."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    found = {str(path.relative_to(folder)): path for path in [folder, *folder.rglob("*")]}
    return {name: oct(path.stat().st_mode & 0o777) for name, path in found.items()}


def is_private(folder: Path) -> bool:
    return all(
        mode == ("0o700" if (folder / name).is_dir() else "0o600") for name, mode in modes(folder).items()
    ) and bool(list(folder.iterdir()))


def used(settings: Settings) -> Database:
    """A database with something written in it, and its other files beside it."""
    database = Database(settings.database_url)
    connection = database.engine.connect()
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS kept (id INTEGER)")
    connection.exec_driver_sql("INSERT INTO kept VALUES (1)")
    connection.commit()
    connection.close()
    return database


def test_what_is_made_is_private_from_the_first_moment(tmp_path: Path) -> None:
    settings = load(instance=tmp_path / "instance")
    used(settings)
    Storage(settings.instance / "files").put(b"photo", "webp")
    assert is_private(settings.instance)


def test_what_others_were_allowed_is_taken_back_at_the_start(tmp_path: Path) -> None:
    settings = load(instance=tmp_path / "instance")
    used(settings)
    Storage(settings.instance / "files").put(b"photo", "webp")
    for path in settings.instance.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    settings.instance.chmod(0o755)
    create_app(settings)
    assert is_private(settings.instance)


def test_a_database_that_lies_elsewhere_is_private_too(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    settings = load(instance=tmp_path / "instance", database_url=f"sqlite:///{elsewhere}/town.sqlite")
    used(settings)
    for path in elsewhere.iterdir():
        path.chmod(0o644)
    create_app(settings)
    assert {mode for name, mode in modes(elsewhere).items() if name != "."} == {"0o600"}
    assert modes(elsewhere)["."] == "0o755"  # whose folder that is, we do not know
