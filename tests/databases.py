"""Databases for tests: SQLite files copied from a template, or one PostgreSQL database filled anew each time."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

from quarter.foundation.db import Database
from quarter.rooms import metadata


def create_tables(url: str) -> sa.Engine:
    """Answers an engine that has been connected, and is no more."""
    engine = Database(url).engine
    metadata().create_all(engine)
    engine.dispose()
    return engine


@contextmanager
def shared_statements(known: sa.Engine) -> Iterator[None]:
    """Engines for the same driver take over what `known` and each other have made of a statement.

    Every test opens its database anew, and to put the same statements into SQL again takes longer than to run them.
    """
    create_engine = sa.create_engine

    def create(url: Any, **options: Any) -> sa.Engine:
        engine = create_engine(url, **options)
        if engine.dialect.dbapi is known.dialect.dbapi:
            engine.dialect, engine._compiled_cache = known.dialect, known._compiled_cache
        return engine

    with patch.object(sa, "create_engine", create):
        yield


@dataclass
class TestDatabase:
    """Hands out addresses of databases, one at a time."""

    __test__ = False

    def fresh(self, *, seeded: bool = False) -> str:
        """The address of a database with all tables; without any row, unless it is `seeded`."""
        raise NotImplementedError

    def keep_seeded(self, seed: Callable[[Database], None]) -> None:
        """From now on `fresh(seeded=True)` gives databases with the rows of `seed`."""
        raise NotImplementedError

    def bare(self, folder: Path) -> str:
        """The address of a database without any table."""
        raise NotImplementedError

    def done(self) -> None:
        """The test is over."""


@dataclass
class SqliteFiles(TestDatabase):
    folder: Path
    count: int = 0

    def fresh(self, *, seeded: bool = False) -> str:
        self.count += 1
        shutil.copy(self.folder / ("seeded.sqlite" if seeded else "template.sqlite"), self._file)
        return f"sqlite:///{self._file}"

    def keep_seeded(self, seed: Callable[[Database], None]) -> None:
        file = shutil.copy(self.folder / "template.sqlite", self.folder / "seeded.sqlite")
        database = Database(f"sqlite:///{file}")
        seed(database)
        database.engine.dispose()

    def bare(self, folder: Path) -> str:
        return f"sqlite:///{folder / 'bare.sqlite'}"

    def done(self) -> None:
        for file in self.folder.glob(f"{self._file.name}*"):
            file.unlink()

    @property
    def _file(self) -> Path:
        return self.folder / f"{self.count}.sqlite"


@dataclass
class PostgresqlDatabase(TestDatabase):
    url: str
    engine: sa.Engine = field(init=False)
    _seeding: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.engine = sa.create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))

    def fresh(self, *, seeded: bool = False) -> str:
        tables = ", ".join(f'"{table.name}"' for table in metadata().sorted_tables)
        with self.engine.begin() as connection:
            connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
            for statement in self._seeding if seeded else ():
                connection.exec_driver_sql(statement)
        return self.url

    def keep_seeded(self, seed: Callable[[Database], None]) -> None:
        """The rows stay in a schema of their own, to be copied from there."""
        database = Database(self.fresh())
        seed(database)
        database.engine.dispose()
        with self.engine.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA kept")
            for table in metadata().sorted_tables:
                if connection.execute(sa.select(sa.exists(sa.select(table)))).scalar():
                    connection.exec_driver_sql(f'CREATE TABLE kept."{table.name}" AS TABLE "{table.name}"')
                    self._seeding.append(f'INSERT INTO "{table.name}" TABLE kept."{table.name}"')
            counted = connection.exec_driver_sql(
                "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value > 0"
            )
            self._seeding.append("SELECT " + ", ".join(f"setval('{name}', {last})" for name, last in counted))

    def bare(self, folder: Path) -> str:
        """The tables stay out of sight in a schema of the test's own."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA IF EXISTS bare CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA bare")
        separator = "&" if "?" in self.url else "?"
        return f"{self.url}{separator}options=-csearch_path%3Dbare"


def sqlite_database(folder: Path) -> Iterator[TestDatabase]:
    with shared_statements(create_tables(f"sqlite:///{folder / 'template.sqlite'}")):
        yield SqliteFiles(folder)


def postgresql_database(server: str, worker: str) -> Iterator[TestDatabase]:
    """A database of this worker's own on the throw-away server."""
    name = f"quarter_{worker}"
    url = sa.make_url(server.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    own = url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with shared_statements(create_tables(own)):
        database = PostgresqlDatabase(own)
        yield database
    database.engine.dispose()
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()
