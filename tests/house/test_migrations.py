"""One line of migrations: it makes the tables that the models describe, and goes down again, with rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from quarter import migrations
from quarter.demo.story import load
from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.foundation.subjects import SUBJECT, Audience
from quarter.meetings.models import Meeting
from quarter.planning.models import Plan
from quarter.rooms import metadata
from quarter.voices.models import Comment, Follow, Support
from tests.databases import TestDatabase, create_tables

VOICES = [model.__table__ for model in (Comment, Support, Follow)]


@pytest.fixture
def bare(test_database, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    database = Database(test_database.bare(tmp_path))
    yield database
    database.engine.dispose()


def test_migrations_make_what_the_models_describe(bare: Database) -> None:
    migrations.upgrade(bare)
    assert migrations.differences(bare) == []


def test_migrations_make_the_triggers_that_the_models_declare(
    bare: Database, test_database: TestDatabase, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Alembic does not compare them."""
    migrations.upgrade(bare)
    made = triggers(bare.engine)
    bare.engine.dispose()
    assert made == triggers(create_tables(test_database.bare(tmp_path_factory.mktemp("declared"))))
    assert len(made) >= 6


IN_SQLITE = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
IN_POSTGRESQL = """
    SELECT pg_get_triggerdef(pg_trigger.oid) || prosrc FROM pg_trigger
    JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
"""


def triggers(engine: sa.Engine) -> set[str]:
    """What each says and does."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql(IN_SQLITE if engine.dialect.name == "sqlite" else IN_POSTGRESQL)
        texts = {" ".join(text.split()) for (text,) in found}
    engine.dispose()
    return texts


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
            for table in metadata().sorted_tables
        }
    migrations.upgrade(bare)
    with bare.session(writes=False) as session:
        after = {
            table.name: session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in metadata().sorted_tables
        }
    assert before == after
    assert before["issue"] > 0


def test_a_picture_without_a_size_gives_way_to_the_map(bare: Database) -> None:
    """Until 0010 a size could be missing, as a CHECK lets pass what is NULL."""
    without_width = sa.update(Plan).values(area=None, picture="key", picture_width=None, picture_height=20)
    migrations.upgrade(bare)
    with bare.unit_of_work() as session:
        load(session, password="correct horse battery", now=clock.now())
    migrations.downgrade(bare, "0009")
    with bare.engine.begin() as connection:
        assert connection.execute(without_width).rowcount > 0
    migrations.upgrade(bare)
    with bare.engine.begin() as connection:
        pictures = connection.execute(sa.select(Plan.__table__.c.picture, Plan.__table__.c.picture_height))
        assert set(pictures.all()) == {(None, None)}
    with pytest.raises(sa.exc.IntegrityError), bare.engine.begin() as connection:
        connection.execute(without_width)


def test_no_number_of_a_meeting_stands_twice_once_numbers_run_on_over_the_years(bare: Database) -> None:
    """Since 0018 they begin again with each year."""
    numbers = "SELECT number FROM meeting ORDER BY id"
    migrations.upgrade(bare)
    with bare.unit_of_work() as session:
        load(session, password="correct horse battery", now=clock.now())
        _first, second, *_ = session.execute(sa.select(Meeting.__table__.c.id).order_by("id")).scalars()
        years = sa.case((Meeting.__table__.c.id == second, 2031), else_=2030)
        session.execute(sa.update(Meeting.__table__).values(year=years))
        session.execute(sa.update(Meeting.__table__).where(Meeting.__table__.c.id == second).values(number=1))
    migrations.downgrade(bare, "0017")
    with bare.engine.begin() as connection:
        found = connection.exec_driver_sql(numbers).scalars().all()
        assert found[:2] == [1, 1001] and len(set(found)) == len(found)
    migrations.upgrade(bare)
    with bare.engine.begin() as connection:
        assert connection.exec_driver_sql(numbers).scalars().all() == found


def test_a_meeting_knows_from_the_stored_records_whether_it_is_closed(bare: Database) -> None:
    """Until 0020 a draft had a row, and a meeting had to look there."""
    records = "SELECT meeting_id, state, document, sealed_at, sha256, version FROM minutes ORDER BY meeting_id"
    drafts = "SELECT meeting_id FROM minutes WHERE state = 'draft'"
    meetings = "SELECT id, record_went_round_at, record_closed_at FROM meeting ORDER BY id"
    migrations.upgrade(bare)
    with bare.unit_of_work() as session:
        load(session, password="correct horse battery", now=clock.now())
        before = [session.connection().exec_driver_sql(query).all() for query in (records, meetings)]
        kept = {meeting for meeting, went_round_at, _closed_at in before[1] if went_round_at}
    migrations.downgrade(bare, "0019")
    with bare.engine.begin() as connection:
        assert {meeting for meeting, *_ in before[1]} - kept == set(connection.exec_driver_sql(drafts).scalars())
    migrations.upgrade(bare)
    with bare.engine.begin() as connection:
        assert [connection.exec_driver_sql(query).all() for query in (records, meetings)] == before
    assert any(closed_at for *_, closed_at in before[1]) and kept


def test_records_that_went_round_before_it_was_noted_are_compared_once_more(bare: Database) -> None:
    """Until 0023 nobody noted whether something was written since."""
    table = Meeting.__table__
    touched = sa.select(table.c.number).where(table.c.record_is_touched)
    migrations.upgrade(bare)
    with bare.unit_of_work() as session:
        load(session, password="correct horse battery", now=clock.now())
        closed = session.execute(sa.select(table).where(table.c.record_closed_at.is_not(None))).mappings().first()
        assert closed is not None
        waiting = {**closed, "id": 9001, "number": 900, "record_closed_at": None}
        session.execute(sa.insert(table).values(waiting))
    migrations.downgrade(bare, "0022")
    migrations.upgrade(bare)
    with bare.engine.begin() as connection:
        compared = set(connection.execute(touched).scalars())
    assert 900 in compared and closed["number"] not in compared


def test_the_deeds_write_the_same_register_as_the_migration_finds(bare: Database) -> None:
    """A whole year of the demonstration, written by its deeds, and found again in the things themselves."""
    told = ("announcement",)  # nothing but the register knows of these
    columns = [column for column in SUBJECT if column.name != "at"]
    register = sa.select(*columns).where(SUBJECT.kind.not_in(told)).order_by(SUBJECT.kind, SUBJECT.id)
    migrations.upgrade(bare)
    with bare.unit_of_work() as session:
        load(session, password="correct horse battery", now=clock.now())
        by_deeds = session.execute(register).all()
    migrations.downgrade(bare, "0020")
    migrations.upgrade(bare)
    with bare.session(writes=False) as session:
        assert session.execute(register).all() == by_deeds
    kinds = {"topic", "issue", "plan", "variant", "element", "decision", "action", "meeting", "agenda_item", "record"}
    assert {row.kind for row in by_deeds} == kinds
    assert {Audience.PUBLIC, Audience.GROUP} == {row.audience for row in by_deeds}


def test_what_people_said_stays_in_its_order_when_all_rooms_keep_it_together(bare: Database) -> None:
    """Since 0022. Numbers go on where they ended, in the tables before it, too."""
    apart = {"issue": ("issue_comment", "issue_id"), "element": ("plan_element_comment", "element_id")}
    migrations.upgrade(bare)
    with bare.unit_of_work() as session:
        load(session, password="correct horse battery", now=clock.now())
    said, voices = said_of(bare), rows_of(bare)
    assert {kind for kind, _ in said} == set(apart)
    migrations.downgrade(bare, "0021")
    for kind, (table, column) in apart.items():
        before = f"SELECT '{kind}', {column}, text FROM {table} ORDER BY id"
        assert in_order(bare, before) == {key: texts for key, texts in said.items() if key[0] == kind}
        with bare.engine.begin() as connection:
            connection.exec_driver_sql(
                f"INSERT INTO {table} ({column}, author_id, text, lang, posted_at)"
                f" SELECT {column}, author_id, 'the last word', lang, posted_at FROM {table} WHERE id = 1"
            )
    migrations.upgrade(bare)
    with bare.unit_of_work() as session:
        (issue_id,) = {key[1] for key, texts in said_of(bare).items() if key[0] == "issue" and "the last word" in texts}
        about = {"kind": "issue", "subject_id": issue_id, "author_id": 1}
        session.add(Comment(**about, text="no", lang="en", posted_at=clock.now()))
    now_said = said_of(bare)
    assert now_said["issue", issue_id] == [*said["issue", issue_id], "the last word", "no"]
    assert sum(map(len, now_said.values())) == sum(map(len, said.values())) + 3
    assert rows_of(bare) == voices | {"comment": voices["comment"] + 3}


def said_of(database: Database) -> dict[tuple[str, int], list[str]]:
    """All comments on each thing, the oldest first."""
    return in_order(database, "SELECT kind, subject_id, text FROM comment ORDER BY id")


def in_order(database: Database, query: str) -> dict[tuple[str, int], list[str]]:
    texts: dict[tuple[str, int], list[str]] = {}
    with database.engine.connect() as connection:
        for kind, subject_id, text in connection.exec_driver_sql(query):
            texts.setdefault((kind, subject_id), []).append(text)
    return texts


def rows_of(database: Database) -> dict[str, int]:
    """How many comments, supports and follows there are."""
    with database.engine.connect() as connection:
        count = sa.select(sa.func.count())
        return {table.name: connection.scalar(count.select_from(table)) for table in VOICES}
