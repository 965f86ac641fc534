"""One line of migrations: it makes the tables that the models describe, and goes down again, with rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from quarter import migrations
from quarter.demo.story import load
from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.tables import metadata


@pytest.fixture
def bare(test_database, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    database = Database(test_database.bare(tmp_path))
    yield database
    database.engine.dispose()


def test_migrations_make_what_the_models_describe(bare: Database) -> None:
    migrations.upgrade(bare)
    assert migrations.differences(bare) == []


def test_migrations_go_up_and_down_with_rows(bare: Database) -> None:
    migrations.upgrade(bare)
    with bare.unit_of_work() as session:
        load(session, password="correct horse battery", now=clock.now())
    migrations.downgrade(bare, "base")
    assert set(sa.inspect(bare.engine).get_table_names()) <= {"alembic_version"}
    migrations.upgrade(bare)
    assert migrations.differences(bare) == []


def test_upgrading_twice_changes_nothing(bare: Database) -> None:
    migrations.upgrade(bare)
    with bare.unit_of_work() as session:
        load(session, password="correct horse battery", now=clock.now())
        before = {
            table.name: session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in metadata.sorted_tables
        }
    migrations.upgrade(bare)
    with bare.session(writes=False) as session:
        after = {
            table.name: session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in metadata.sorted_tables
        }
    assert before == after
    assert before["issue"] > 0
