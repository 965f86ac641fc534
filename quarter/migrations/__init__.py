"""The one line of migrations, for SQLite and PostgreSQL.

A new one: change the models, then `quarter migration "what changes"`, and read what Alembic wrote.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from quarter.foundation.db import Database
from quarter.foundation.searching import is_part_of_an_index

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade_apart(url: str) -> None:
    """As `upgrade`, in a process of its own: a server that goes on for months need not hold Alembic in memory."""
    with ProcessPoolExecutor(max_workers=1) as process:
        process.submit(_upgrade_at, url).result()


def _upgrade_at(url: str) -> None:
    upgrade(Database(url))


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables to a revision, the newest by default."""
    from alembic import command

    with _connected(database) as settings:
        command.upgrade(settings, revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the tables back; for tests and for undoing an upgrade before anybody wrote."""
    from alembic import command

    with _connected(database) as settings:
        command.downgrade(settings, revision)


def write_migration(database: Database, message: str) -> None:
    """Write a new migration from the difference between the models and a database at the newest revision."""
    from alembic import command

    with _connected(database) as settings:
        command.revision(settings, message, autogenerate=True)


def differences(database: Database) -> list[object]:
    """What the models say and the database does not."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from quarter.rooms import metadata

    with database.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"include_name": is_ours}), metadata())


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether the models describe it: what an index of words is made of is the engine's own."""
    return kind not in ("table", "index") or name is None or not is_part_of_an_index(name)


@contextmanager
def _connected(database: Database) -> Iterator["Config"]:
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    with database.engine.connect() as connection, _without_foreign_keys(connection):
        settings.attributes["connection"] = connection
        yield settings


@contextmanager
def _without_foreign_keys(connection: sa.Connection) -> Iterator[None]:
    """SQLite rebuilds a table to change it; its children must not be deleted meanwhile."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


@contextmanager
def without_triggers() -> Iterator[None]:
    """SQLite rebuilds a table to change it, which no trigger that speaks of the table may see; PostgreSQL does not."""
    from alembic import op

    triggers: Sequence[Any] = ()
    if op.get_bind().dialect.name == "sqlite":
        triggers = op.get_bind().exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for trigger in triggers:
        op.execute(f"DROP TRIGGER {trigger.name}")
    yield
    for trigger in triggers:
        op.execute(trigger.sql)
