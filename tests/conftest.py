"""A fresh, seeded database for each test, and a strict client that walks the house like a browser.

SQLite by default; `QUARTER_TEST_DATABASE=postgresql` runs the same tests on PostgreSQL.
"""

import gc
import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import structlog
import time_machine
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlmodel import Session

from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation.db import Database
from quarter.foundation.dear_work import turns
from quarter.foundation.typesetting import kept_papers
from quarter.rooms import furnish
from tests.databases import TestDatabase, postgresql_database, sqlite_database
from tests.factories.world import World, build_world
from tests.routing import RememberedRule
from tests.strict_client import StrictClient

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # a Monday, 11:00 in Berlin

Made = Callable[..., Any]  # what the fixture `made` is
Look = Callable[[Callable[[Session], Any]], Any]  # the fixture `look`

# How long an example takes says nothing on a busy machine; timings belong to the benchmarks.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))

# Most tests do in a moment, which stands still, what takes people a week; `limits` is there for those that count.
os.environ.setdefault("QUARTER_LIMITS", "false")

# Services and documents need the words, rules and subscriptions of all rooms, also without an app.
furnish()

# Each test has an app of its own; they need not all translate the same addresses.
Flask.url_rule_class = RememberedRule


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks for the database: everything else would just be the same again."""
    if os.environ.get("QUARTER_TEST_DATABASE") != "postgresql":
        return
    elsewhere = [item for item in items if "test_database" not in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in set(elsewhere)]


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: to look through it for garbage takes a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is NOW, and time stands still unless the test moves it: `clock.move_to(...)`."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def closed_databases(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever database a test or its apps opened, its connections are closed afterwards."""
    opened: list[Database] = []
    open_database = Database.__init__

    def note(database: Database, *args: Any, **kwargs: Any) -> None:
        open_database(database, *args, **kwargs)
        opened.append(database)

    monkeypatch.setattr(Database, "__init__", note)
    yield
    for database in opened:
        database.engine.dispose()


@pytest.fixture(scope="session")
def test_database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[TestDatabase]:
    if os.environ.get("QUARTER_TEST_DATABASE") == "postgresql":
        yield from postgresql_database(os.environ["QUARTER_TEST_POSTGRESQL"], worker_id)
    else:
        yield from sqlite_database(tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session")
def kept_world(test_database: TestDatabase) -> World:
    """The world; the database keeps its rows for all tests of this process."""
    kept = []

    def seed(database: Database) -> None:
        with database.unit_of_work() as session:
            kept.append(build_world(session, NOW))

    test_database.keep_seeded(seed)
    return kept[0]


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, test_database: TestDatabase) -> Iterator[str]:
    """The address of a database that has all tables; and no rows, unless the test asks for the world."""
    seeded = "world" in request.fixturenames
    if seeded:
        request.getfixturevalue("kept_world")
    yield test_database.fresh(seeded=seeded)
    test_database.done()


@pytest.fixture
def database(empty_url: str) -> Database:
    return Database(empty_url)


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an app keeps its turns and papers is forgotten after the test."""
    monkeypatch.setattr(turns, "_folder", None)
    monkeypatch.setattr(kept_papers, "_folder", None)


@pytest.fixture
def look(database: Database) -> Look:
    """Read something from the database: `look(lambda session: …)`."""

    def read(deed: Callable[[Session], Any]) -> Any:
        with database.session(writes=False) as session:
            return deed(session)

    return read


@pytest.fixture
def world(database: Database, kept_world: World) -> World:
    """Two quarters, two groups, organisations, and the seven people of the demonstration."""
    return deepcopy(kept_world)


@pytest.fixture
def session(database: Database, world: World) -> Iterator[Session]:
    """A writing session on the seeded database; nothing is committed unless the test does."""
    with database.session(writes=True) as session:
        yield session


@pytest.fixture
def made(database: Database, world: World) -> Made:
    """Does a deed in a session of its own: `made(planned)` answers the id of what it made, if it made something."""

    def make(deed: Callable[..., Any], *args: Any, **values: Any) -> int | None:
        with database.unit_of_work() as session:
            return getattr(deed(session, world, *args, **values), "id", None)

    return make


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each test has an app of its own; they need not all compile the same templates."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture
def limits() -> bool:
    """Whether the app counts how much somebody does; tests that want it say so anew."""
    return False


@pytest.fixture
def app(database: Database, world: World, tmp_path: Path, compiled_templates: Path, limits: bool) -> Flask:
    """The house on the test's database."""
    settings = Settings(
        instance=tmp_path,
        database_url=database.url.render_as_string(hide_password=False),
        secret_key="test",
        limits=limits,
    )
    app = create_app(settings)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled_templates))
    app.testing = False  # error pages are part of what is tested
    app.config["PROPAGATE_EXCEPTIONS"] = None
    return app


@pytest.fixture
def client(app: Flask) -> StrictClient:
    return StrictClient(app)
