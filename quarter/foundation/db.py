"""The database: one engine for SQLite or PostgreSQL, sessions that read or write, and guarded versions.

A reading session refuses to write. A writing session holds the write lock from its first statement
(on SQLite: BEGIN IMMEDIATE behind a fair gate), so what a deed checked is still true when it commits.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, Protocol

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from quarter.foundation.models import Table
from quarter.foundation.private_files import keep_file_private

Insert = postgresql.Insert | sqlite.Insert
# The WAL-reset bug that can corrupt a database is fixed from here on (research/security-reliability.md 0.5).
FIRST_SAFE_WAL_VERSION = (3, 51, 3)
WAIT_SECONDS = 10.0
KILOBYTES_KEPT = 512  # of SQLite's file by each thread; the system keeps the rest, once for all


class WriteInReadSession(Exception):
    """A reading session was asked to write: a programming error, never the reader's fault."""


class LostUpdate(Exception):
    """Somebody else changed the row meanwhile; nothing was written."""


class ReadingSession(Session):
    """Refuses to write; see `_refuse_changes` and `_refuse_statements`."""


class GateTimeout(Exception):
    """The gate did not open in time; the request should be tried again."""


class FairGate:
    """Writers to one SQLite file pass one after another, in the order they came.

    SQLite's own lock lets a busy thread starve the others for seconds (research/stack.md §4). Another thread may open
    the gate than the one that closed it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._is_taken = False

    def enter(self, timeout: float) -> None:
        """Wait for our turn, at most `timeout` seconds; GateTimeout after that."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(timeout):
            return
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise GateTimeout
        # Our turn came in the very moment we gave up: keep it.

    def leave(self) -> None:
        """Let the next one in."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


class Database:
    """The one door to the stored data."""

    def __init__(self, url: str, *, threads: int = 8) -> None:
        self.url = sa.make_url(url)
        self.file = _file_of(self.url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url, threads) if self.is_sqlite else _postgresql_engine(self.url, threads)
        self._write_engine = self.engine.execution_options(writes=True)
        # On PostgreSQL each statement sees its own moment anyway, so to begin and end a transaction to read in is
        # two ways to the server and back for nothing.
        self._read_engine = (
            self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )

    def session(self, *, writes: bool) -> Session:
        """A new session; the caller closes it. With `writes=False` any change to a row raises."""
        if writes:
            return Session(self._write_engine, expire_on_commit=False)
        return ReadingSession(self._read_engine, autoflush=False, expire_on_commit=False)

    def make_readable(self, session: Session) -> None:
        """Give a writing session's transaction back, undone, and go on reading with it (to render a page)."""
        session.rollback()
        session.bind = self._read_engine

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A writing session that commits at the end, or undoes everything on an error: for CLI and worker."""
        with self.session(writes=True) as session:
            yield session
            session.commit()


class Versioned(Protocol):
    """A row that two people may change at the same time."""

    __table__: ClassVar[sa.Table]
    id: int
    version: int


def bump_version(session: Session, row: Versioned, expected: int) -> None:
    """Take `row` from version `expected` to the next; LostUpdate if somebody else was quicker.

    The check and the change are one statement, so two concurrent writers cannot both pass.
    """
    table = row.__table__
    changed = session.execute(
        sa.update(table)
        .where(table.c.id == row.id, table.c.version == expected)
        .values(version=table.c.version + 1)
        .returning(table.c.version)
    ).one_or_none()
    if changed is None:
        session.refresh(row)  # so that the loser can be shown what the winner wrote
        raise LostUpdate
    session.refresh(row, ["version"])


def insert_if_absent(session: Session, model: type[Table], **values: Any) -> bool:
    """Insert a row unless its key is taken; True if it was inserted. One statement, the same on both engines."""
    table = model.__table__
    insert = _INSERTS[session.get_bind().dialect.name](table).values(**values)
    return session.execute(insert.on_conflict_do_nothing().returning(*table.primary_key)).one_or_none() is not None


def insert_on(dialect: str, table: sa.Table) -> Insert:
    """An insert that knows `on_conflict_…`, which is written the same way for both engines."""
    return _INSERTS[dialect](table)


_INSERTS: Mapping[str, Callable[[sa.Table], Insert]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@event.listens_for(ReadingSession, "before_flush")
def _refuse_changes(session: Session, _context: object, _instances: object) -> None:
    if session.new or session.dirty or session.deleted:
        raise WriteInReadSession


@event.listens_for(ReadingSession, "do_orm_execute")
def _refuse_statements(execution: ORMExecuteState) -> None:
    if execution.is_insert or execution.is_update or execution.is_delete:
        raise WriteInReadSession


def _postgresql_engine(url: sa.URL, threads: int) -> Engine:
    url = url.set(drivername="postgresql+psycopg")
    return sa.create_engine(url, pool_size=threads, pool_use_lifo=True, pool_pre_ping=True, hide_parameters=True)


def _sqlite_driver() -> ModuleType:
    """The newest SQLite at hand: the wheel of our lock file, else Python's own."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        from sqlite3 import dbapi2
    return dbapi2


def _file_of(url: sa.URL) -> Path | None:
    """Where SQLite keeps its database; None for other engines, and in memory."""
    is_file = url.get_backend_name() == "sqlite" and url.database and not url.database.startswith((":", "file:"))
    return Path(str(url.database)) if is_file else None


def _sqlite_engine(url: sa.URL, threads: int) -> Engine:
    driver = _sqlite_driver()
    journal = "WAL" if driver.sqlite_version_info >= FIRST_SAFE_WAL_VERSION else "TRUNCATE"
    # Parameters stay out of error messages: logs shall hold nothing that people wrote.
    engine = sa.create_engine(
        url.set(drivername="sqlite"), module=driver, pool_size=threads, pool_use_lifo=True, hide_parameters=True
    )
    gate = FairGate()
    file = _file_of(url)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        if file:
            keep_file_private(file)  # still empty if it is new; what SQLite lays beside it is as private
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            f"journal_mode = {journal}",
            "synchronous = FULL",
            "foreign_keys = ON",
            f"busy_timeout = {int(WAIT_SECONDS * 1000)}",
            f"cache_size = -{KILOBYTES_KEPT}",
            "temp_store = MEMORY",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes"):
            gate.enter(WAIT_SECONDS)
            connection.info["holds_gate"] = True
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            driven: Any = connection.connection.driver_connection
            driven.execute("BEGIN")  # it cannot fail, so it needs no wrapping

    @event.listens_for(engine, "checkin")
    def leave_gate(_connection: object, record: ConnectionPoolEntry) -> None:
        # Only here is the transaction given over: after its commit or rollback, however it ended.
        if record.info.pop("holds_gate", False):
            gate.leave()

    return engine
