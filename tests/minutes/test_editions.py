"""Sealed bytes: whatever happens to accounts afterwards, they stay; a withdrawal makes a new edition beside them."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session
from time_machine import Traveller

from quarter.accounts.models import Person
from quarter.accounts.service import change_profile, sign_up
from quarter.foundation.actors import Actor
from quarter.foundation.db import Database
from quarter.foundation.storage import Storage
from quarter.minutes.domain import Extent
from quarter.minutes.exports.formats import SINGLE
from quarter.minutes.kept_files import find_kept_file, keep, list_damaged, prepare
from quarter.minutes.models import Edition
from quarter.minutes.queries.editions import list_editions, list_kept
from quarter.minutes.queries.records import get_record
from quarter.minutes.service.approval import approve
from quarter.minutes.service.sealing import seal
from quarter.minutes.service.signatures import sign
from quarter.worker import look_after_records, look_for_damage, throw_away_files
from tests.factories.world import World
from tests.meetings.evening import after
from tests.minutes.test_naming import account, agree, went_round
from tests.strict_client import StrictClient

FILES = (*SINGLE, "zip")


def sealed(session: Session, world: World, files: Storage) -> None:
    """Minutes in which Ada Linde is named, who has agreed, with the files kept as the page does it."""
    session.get_one(Person, world.initiative.person_id).name = "Ada Linde"
    agree(session, world.initiative.person_id)
    meeting = went_round(session, world)
    approve(session, world.moderator, meeting, now=after(180))
    for signer in (world.moderator, world.secretary):
        sign(session, signer, meeting, now=after(190))
    recorded = get_record(session, meeting.id)
    assert recorded
    prepared = prepare(session, recorded, files, lambda: None, now=after(200))
    assert prepared
    keep(session, recorded, prepared, now=after(200))
    seal(session, world.moderator, meeting, now=after(200))


@pytest.fixture
def files(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "files")


@pytest.fixture(autouse=True)
def meeting(world: World, database: Database, files: Storage, clock: Traveller) -> None:
    clock.move_to(after(240))
    with database.unit_of_work() as session:
        sealed(session, world, files)


@dataclass(frozen=True)
class Kept:
    """All that is kept of the minutes, as bytes."""

    record: tuple[str, str | None]
    files: dict[tuple[int, str, str], bytes | None]
    editions: tuple[tuple[int, str, str], ...]


def kept(database: Database, files: Storage) -> Kept:
    with database.session(writes=False) as session:
        recorded = get_record(session, 1)
        assert recorded and recorded.record
        rows = {(row.edition, row.extent.value, row.ending): files.get(row.file) for row in list_kept(session, 1)}
        editions = session.scalars(sa.select(Edition).order_by(Edition.__table__.c.number)).all()
        issued = tuple((each.number, each.document, each.sha256) for each in editions)
        return Kept((recorded.record.document, recorded.record.sha256), rows, issued)


def withdraw(database: Database, world: World) -> None:
    with database.unit_of_work() as session:
        agree(session, world.initiative.person_id, is_named=False)


def test_all_formats_of_both_versions_are_kept(database: Database, files: Storage) -> None:
    assert {key[1:] for key in kept(database, files).files} == {(each, ending) for each in Extent for ending in FILES}


NAMES = st.sampled_from(["Ada Linde", "Bo Rasch", "keine Rechtsgrundlage", "gibt keine", "Moderator", "es"])
SIGN_UP = st.tuples(st.just("sign_up"), NAMES, st.booleans())
CHANGE = st.tuples(st.sampled_from(["initiative", "neighbour", "city", "resident"]), NAMES, st.booleans())


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(deeds=st.lists(SIGN_UP | CHANGE, min_size=1, max_size=6))
@pytest.mark.sqlite_only
def test_no_change_of_accounts_alters_a_sealed_byte(
    deeds: list[tuple[str, str, bool]], database: Database, files: Storage, world: World, tmp_path: Path,
) -> None:  # fmt: skip
    """A copy of the database for each story. Whoever takes the agreement back makes an edition, and only that does."""
    assert database.file
    copied = tmp_path / f"{next(COUNT)}.sqlite"
    with closing(sqlite3.connect(database.file)) as original, closing(sqlite3.connect(copied)) as copy:
        original.backup(copy)
    own = Database(f"sqlite:///{copied}")
    before, is_named = kept(own, files), True
    for number, (who, name, agrees) in enumerate(deeds):
        with own.unit_of_work() as session:
            if who == "sign_up":
                person = sign_up(
                    session, email=f"a{number}@test.example", name=name, password_hash="", language="de", now=after(250)
                )
                agree(session, person.id, is_named=agrees)
            else:
                actor: Actor = getattr(world, who)
                person = session.get_one(Person, actor.person_id)
                change_profile(
                    session, actor, person, name=name, language="de", is_named_publicly=agrees, now=after(250)
                )
        look_after_records(own, files, now=after(251))
        now = kept(own, files)
        assert now.record == before.record
        assert {key: now.files[key] for key in before.files} == before.files
        assert now.editions[: len(before.editions)] == before.editions
        withdrew = is_named and who == "initiative" and not agrees
        is_named = is_named and not withdrew
        assert len(now.editions) == len(before.editions) + withdrew
        assert ("Ada Linde und" in now.editions[-1][1]) is is_named
        before = now
    own.engine.dispose()


COUNT = count()


def test_a_withdrawal_makes_an_edition_with_its_own_files(database: Database, files: Storage, world: World) -> None:
    before = kept(database, files)
    withdraw(database, world)
    look_after_records(database, files, now=after(300))
    now = kept(database, files)
    assert [number for number, _document, _checksum in now.editions] == [1, 2]
    assert {key[1:] for key in now.files if key[0] == 2} == {("public", ending) for ending in FILES}
    assert "Ada Linde" in before.editions[0][1] and "Ada Linde" not in now.editions[1][1]
    assert now.editions[1][2] != before.editions[0][2]
    text = (now.files[2, "public", "md"] or b"").decode()
    assert "A. L. und Bo Rasch berichten" in text and "Ausgabe" in text and now.editions[1][2] in text
    look_after_records(database, files, now=after(310))
    assert kept(database, files) == now
    with database.unit_of_work() as session:
        agree(session, world.initiative.person_id)
    look_after_records(database, files, now=after(320))
    assert kept(database, files) == now


def test_the_page_lists_what_was_replaced_and_gives_out_what_is_in_force(
    client: StrictClient, app: Flask, database: Database, world: World
) -> None:
    files: Storage = app.extensions["quarter.storage"]
    assert "Ada Linde" in client.get("/meetings/1/minutes.md?lang=de").get_data(as_text=True)
    withdraw(database, world)
    look_after_records(database, files, now=after(300))
    first, second = (checksum for _number, _document, checksum in kept(database, files).editions)
    for language in ("de", "ar"):
        assert "Ada Linde" not in client.get(f"/meetings/1/minutes.md?lang={language}").get_data(as_text=True)
    client.get("/meetings/1/minutes?lang=en")
    assert "Ada Linde" not in client.text and "A. L. und Bo Rasch" in client.text
    assert first in client.text and second in client.text
    assert ", no longer given out" in client.text and "In force" in client.text
    client.sign_in(world.city).get("/meetings/1/minutes?lang=en")
    assert "Ada Linde und Bo Rasch" in client.text  # the full version is as it was sealed


def test_what_is_given_out_is_what_was_kept(client: StrictClient, app: Flask, database: Database, world: World) -> None:
    own = kept(database, app.extensions["quarter.storage"]).files
    for ending in FILES:
        address = f"/meetings/1/minutes.{ending}?lang=de"
        assert client.sign_out().http.get(address).get_data() == own[1, "public", ending]
        assert client.sign_in(world.city).http.get(address).get_data() == own[1, "full", ending]


def test_files_in_other_languages_say_that_they_were_made_anew(client: StrictClient) -> None:
    anew = "This file was made anew from the sealed record"
    assert anew in client.get("/meetings/1/minutes.md?lang=en").get_data(as_text=True)
    client.get("/meetings/1/minutes?lang=en")
    assert anew not in client.text and "Files with headings in Deutsch are kept" in client.text


def test_a_damaged_file_is_said_and_not_made_anew(
    client: StrictClient, app: Flask, database: Database, tmp_path: Path
) -> None:
    files: Storage = app.extensions["quarter.storage"]
    with database.session(writes=False) as session:
        rows = {(row.extent, row.ending): row.file for row in list_kept(session, 1)}
        (tmp_path / "files" / rows[Extent.PUBLIC, "md"]).write_bytes(b"# Other minutes")
        (tmp_path / "files" / rows[Extent.PUBLIC, "pdf"]).unlink()
        damaged = {(each.kept.ending, each.is_missing) for each in list_damaged(session, files)}
    assert damaged == {("md", False), ("pdf", True)}
    for ending in ("md", "pdf"):
        client.get(f"/meetings/1/minutes.{ending}?lang=de", status=409)
        assert "beschädigt oder fehlt" in client.text
    look_for_damage(database, files)
    look_after_records(database, files, now=after(300))
    assert files.get(rows[Extent.PUBLIC, "pdf"]) is None


def test_kept_files_are_not_thrown_away(database: Database, files: Storage, clock: Traveller) -> None:
    before = kept(database, files)
    throw_away_files(database, files, now=after(240) + timedelta(days=3650))
    assert kept(database, files) == before and all(before.files.values())


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE minutes_file SET sha256 = ''", "DELETE FROM minutes_file", "UPDATE minutes_edition SET document = ''",
        "DELETE FROM minutes_edition", "UPDATE minutes_name SET is_named = NOT is_named", "DELETE FROM minutes_name",
    ],
)  # fmt: skip
def test_the_database_refuses_any_change(database: Database, deed: str) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.engine.begin() as connection:
        connection.exec_driver_sql(deed)


def test_checksums_are_those_of_the_files(database: Database, files: Storage) -> None:
    with database.session(writes=False) as session:
        recorded = get_record(session, 1)
        assert recorded
        for row in list_kept(session, 1):
            content = find_kept_file(session, recorded, files, row.extent, row.ending, "de")
            assert content and sha256(content).hexdigest() == row.sha256 and len(content) == row.size
        [edition] = list_editions(session, 1)
        public = find_kept_file(session, recorded, files, Extent.PUBLIC, "json", None)
        assert public and sha256(public).hexdigest() == edition.sha256


def test_a_stranger_named_as_somebody_else_is_nobody(database: Database, files: Storage) -> None:
    before = kept(database, files)
    with database.unit_of_work() as session:
        account(session, "Ada Linde")
    look_after_records(database, files, now=after(300))
    assert kept(database, files) == before
