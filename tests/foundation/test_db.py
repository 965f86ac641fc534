"""The database's promises: durable, one writer at a time in fair order, all or nothing, no lost update."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from quarter.accounts.models import Person
from quarter.charters.models import Charter
from quarter.foundation import db
from quarter.foundation.actors import Role
from quarter.foundation.db import Database, GateTimeout, LostUpdate, WriteInReadSession, bump_version, insert_if_absent
from quarter.groups.domain import BenchKey, OrganisationKind
from quarter.groups.models import Bench, Organisation, Seat
from quarter.places.models import Municipality
from quarter.topics.models import Topic
from quarter.topics.service import open_topic
from quarter.web.idempotency import DoneForm
from tests.conftest import NOW

SOON = 5.0  # seconds after which a thread is taken to hang; nothing waits that long when all is well


def organisation(name: str = "Mieterverein") -> Organisation:
    return Organisation(name=name, kind=OrganisationKind.ASSOCIATION)


def stored_names(database: Database) -> set[str]:
    with database.session(writes=False) as session:
        return set(session.exec(select(Organisation.name)))


def pragma(database: Database, name: str) -> object:
    with database.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000), ("secure_delete", 1)],
)
def test_a_sqlite_connection_is_durable_and_checks_references(database, name, value):
    assert pragma(database, name) == value


class OldDriver:
    """The real driver, but it says it is the last version with the WAL-reset bug."""

    sqlite_version_info = (3, 51, 2)

    def __init__(self, driver: object) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> object:
        return getattr(self._driver, name)


def test_the_driver_of_our_lock_file_is_safe_for_wal():
    assert db._sqlite_driver().sqlite_version_info >= db.FIRST_SAFE_WAL_VERSION


def test_an_old_sqlite_gets_the_journal_that_cannot_corrupt(monkeypatch, tmp_path):
    driver = OldDriver(db._sqlite_driver())
    monkeypatch.setattr(db, "_sqlite_driver", lambda: driver)
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite'}")
    assert pragma(database, "journal_mode") == "truncate"
    assert pragma(database, "synchronous") == 2
    database.engine.dispose()


def test_a_reading_session_refuses_a_new_row(database):
    with database.session(writes=False) as session, pytest.raises(WriteInReadSession):
        session.add(organisation())
        session.commit()
    assert stored_names(database) == set()


@pytest.mark.parametrize(
    "statement",
    [
        sa.insert(Organisation).values(name="Neu", kind=OrganisationKind.ASSOCIATION),
        sa.update(Organisation).values(name="Anders"),
        sa.delete(Organisation),
        sa.insert(Organisation.__table__).values(name="Neu", kind=OrganisationKind.ASSOCIATION),
    ],
)
def test_a_reading_session_refuses_statements_that_write(database, statement):
    with database.unit_of_work() as session:
        session.add(organisation())
    with database.session(writes=False) as session, pytest.raises(WriteInReadSession):
        session.execute(statement)
    assert stored_names(database) == {"Mieterverein"}


def test_a_reading_session_refuses_a_changed_row(database, world):
    with database.session(writes=False) as session, pytest.raises(WriteInReadSession):
        session.exec(select(Organisation)).first().name = "Anders"
        session.commit()


def test_a_unit_of_work_is_stored(database):
    with database.unit_of_work() as session:
        session.add(organisation())
    assert stored_names(database) == {"Mieterverein"}


def test_an_exception_in_a_unit_of_work_leaves_nothing_and_lets_the_next_one_in(database):
    with pytest.raises(ZeroDivisionError), database.unit_of_work() as session:
        session.add(organisation())
        session.flush()
        raise ZeroDivisionError
    assert stored_names(database) == set()
    with database.unit_of_work() as session:
        session.add(organisation("Kleingärten"))
    assert stored_names(database) == {"Kleingärten"}


def test_a_writing_session_that_was_made_readable_keeps_nothing_and_frees_the_lock(database):
    with database.session(writes=True) as session:
        session.add(organisation())
        session.flush()
        database.make_readable(session)
        assert session.exec(select(Organisation.name)).all() == []
        with database.unit_of_work() as another:  # while the first one is still reading
            another.add(organisation("Kleingärten"))
    assert stored_names(database) == {"Kleingärten"}


def test_others_read_the_old_state_while_somebody_writes(database):
    with database.unit_of_work() as session:
        session.add(organisation())
        session.flush()
        assert stored_names(database) == set()
    assert stored_names(database) == {"Mieterverein"}


@pytest.mark.sqlite_only
def test_a_writer_holds_the_lock_from_its_first_statement(database):
    """Even a SELECT takes it, so what a deed has checked is still true when it commits."""
    has_begun, may_go_on, seen = Event(), Event(), []

    def first() -> None:
        with database.unit_of_work() as session:
            session.exec(select(Organisation.name)).all()
            has_begun.set()
            may_go_on.wait(SOON)
            session.add(organisation("first"))

    def second() -> None:
        with database.unit_of_work() as session:
            seen.extend(session.exec(select(Organisation.name)).all())
            session.add(organisation("second"))

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    assert has_begun.wait(SOON)
    threads[1].start()
    may_go_on.set()
    for thread in threads:
        thread.join(SOON)
    assert seen == ["first"]
    assert stored_names(database) == {"first", "second"}


@pytest.mark.sqlite_only
def test_who_waits_too_long_for_the_lock_is_told_and_does_no_harm(database, monkeypatch):
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.01)
    with database.unit_of_work() as session:
        session.add(organisation())
        session.flush()
        with pytest.raises(GateTimeout), database.unit_of_work() as late:
            late.add(organisation("late"))
    with database.unit_of_work() as session:
        session.add(organisation("next"))
    assert stored_names(database) == {"Mieterverein", "next"}


@pytest.mark.sqlite_only
def test_another_process_at_the_file_does_not_block_the_gate_for_ever(database, monkeypatch):
    """BEGIN IMMEDIATE may fail after our turn came; the turn must be given on."""
    other = db._sqlite_driver().connect(database.url.database, isolation_level=None)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sa.exc.OperationalError), database.unit_of_work() as session:
        session.add(organisation())
    other.execute("ROLLBACK")
    other.close()
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.01)
    with database.unit_of_work() as session:
        session.add(organisation("next"))
    assert stored_names(database) == {"next"}


def test_many_writers_at_once_all_get_their_turn(database):
    def write(number: int) -> None:
        with database.unit_of_work() as session:
            session.add(organisation(f"Verein {number}"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(24)))
    assert len(stored_names(database)) == 24


def bad_rows(world):
    seat = {"group_id": world.group_id, "person_id": world.resident.person_id}
    charter = {"group_id": world.group_id, "adopted_on": date(2026, 1, 1), "created_at": NOW}
    return {
        "a second municipality": Municipality(id=2, name="Zweitstadt"),
        "a member without a bench": Seat(**seat, role=Role.MEMBER, from_on=date(2026, 1, 1)),
        "a seat that ends before it begins": Seat(
            **seat, role=Role.OBSERVER, from_on=date(2026, 2, 1), until_on=date(2026, 1, 31)
        ),
        "a seat of nobody": Seat(
            group_id=world.group_id, person_id=10_000, role=Role.OBSERVER, from_on=date(2026, 1, 1)
        ),
        "a bench twice": Bench(group_id=world.group_id, key=BenchKey.CITY, position=9),
        "a charter version twice": Charter(**charter, version=1),
        "a quorum over 100 percent": Charter(**charter, version=2, quorum_percent=101),
        "a quorum below zero": Charter(**charter, version=2, quorum_per_bench=-1),
        "an answer in no time": Charter(**charter, version=2, answer_days=0),
        "an address twice": Person(email="city@test.example", name="Zwilling", password_hash="x", created_at=NOW),
    }


@pytest.mark.parametrize(
    "what",
    [
        "a second municipality", "a member without a bench", "a seat that ends before it begins", "a seat of nobody",
        "a bench twice", "a charter version twice", "a quorum over 100 percent", "a quorum below zero",
        "an answer in no time", "an address twice",
    ],
)  # fmt: skip
def test_the_database_itself_refuses(session, world, what):
    session.add(bad_rows(world)[what])
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_database_itself_refuses_a_word_that_is_no_role(session, world):
    with pytest.raises(IntegrityError):
        session.execute(sa.text("UPDATE seat SET role = 'king'"))


@pytest.fixture
def topic_id(database: Database, world) -> int:
    with database.unit_of_work() as session:
        topic = open_topic(session, world.moderator, world.group(session), title="Hof", summary="", lang="de", now=NOW)
        return topic.id


def retitle(session: Session, topic_id: int, title: str, expected: int) -> None:
    topic = session.get_one(Topic, topic_id)
    bump_version(session, topic, expected)
    topic.title = title


def test_of_two_who_read_the_same_version_one_saves_and_the_other_is_told(database, topic_id):
    with database.unit_of_work() as session:
        retitle(session, topic_id, "Hof mit Bäumen", expected=1)
    with pytest.raises(LostUpdate), database.unit_of_work() as session:
        retitle(session, topic_id, "Hof mit Bänken", expected=1)
    with database.session(writes=False) as session:
        topic = session.get_one(Topic, topic_id)
        assert (topic.title, topic.version) == ("Hof mit Bäumen", 2)


def test_of_eight_at_the_same_moment_exactly_one_saves(database, topic_id):
    def save(number: int) -> bool:
        try:
            with database.unit_of_work() as session:
                retitle(session, topic_id, f"Titel {number}", expected=1)
        except LostUpdate:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(save, range(8))) == 1


def test_the_row_in_hand_knows_its_new_version(database, topic_id):
    with database.unit_of_work() as session:
        topic = session.get_one(Topic, topic_id)
        bump_version(session, topic, 1)
        assert topic.version == 2
        bump_version(session, topic, 2)
        assert topic.version == 3


def insert_key(session: Session, location: str = "/") -> bool:
    return insert_if_absent(session, DoneForm, key="k", location=location, done_at=NOW)


def test_a_key_is_inserted_once(database):
    with database.unit_of_work() as session:
        assert insert_key(session, "/first")
        assert not insert_key(session, "/second")
    with database.session(writes=False) as session:
        assert session.get_one(DoneForm, "k").location == "/first"


def test_a_key_that_was_undone_is_free_again(database):
    with database.session(writes=True) as session:
        assert insert_key(session)
        session.rollback()
        assert insert_key(session)


def test_of_eight_at_the_same_moment_exactly_one_inserts(database):
    def insert(_number: int) -> bool:
        with database.unit_of_work() as session:
            return insert_key(session)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(insert, range(8))) == 1


def test_instants_come_back_in_utc_and_naive_ones_are_refused(database, topic_id):
    with database.session(writes=False) as session:
        opened_at = session.get_one(Topic, topic_id).opened_at
    assert opened_at == NOW
    assert opened_at.utcoffset().total_seconds() == 0
    with pytest.raises(sa.exc.StatementError), database.unit_of_work() as session:
        session.get_one(Topic, topic_id).opened_at = NOW.replace(tzinfo=None)


def test_an_error_message_holds_nothing_that_people_wrote(database):
    with pytest.raises(sa.exc.SQLAlchemyError) as caught, database.session(writes=False) as session:
        session.execute(sa.text("SELECT * FROM nowhere WHERE name = :name"), {"name": "my neighbour's secret"})
    assert "secret" not in str(caught.value)
