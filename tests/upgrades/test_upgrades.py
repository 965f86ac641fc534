"""Each database that an earlier version left comes up to date on both engines, and goes on from there.

What it is asked stands in its `told.json`; README.md says how one is made.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlmodel import select
from time_machine import Traveller

from quarter import migrations, worker
from quarter.accounts.models import SignIn
from quarter.accounts.tokens import digest
from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.foundation.storage import Storage
from quarter.minutes.exports.formats import SINGLE
from quarter.minutes.kept_files import keep_missing, list_damaged
from tests.databases import TestDatabase
from tests.strict_client import StrictClient
from tests.upgrades.kept import Kept, checksum_of, export_minutes, list_kept, rows_of


@pytest.fixture(params=list_kept(), ids=lambda kept: kept.folder.name)
def kept(request: pytest.FixtureRequest, clock: Traveller) -> Kept:
    """One of them; it is the moment at which it was made."""
    kept: Kept = request.param
    clock.move_to(kept.made_at)
    return kept


@pytest.fixture
def before(kept: Kept, test_database: TestDatabase, tmp_path: Path) -> Iterator[Database]:
    """As its version left it."""
    database = Database(test_database.bare(tmp_path))
    kept.load(database)
    yield database
    database.engine.dispose()


@pytest.fixture
def upgraded(before: Database) -> Database:
    migrations.upgrade(before)
    return before


@pytest.fixture
def instance(kept: Kept, tmp_path: Path) -> Path:
    kept.bring_files(tmp_path)
    return tmp_path


@pytest.fixture
def house(upgraded: Database, instance: Path, compiled_templates: Path) -> Flask:
    """The house of today on the database of then, as `quarter run` leaves it before it serves."""
    keep_missing(upgraded, Storage(instance / "files"), now=clock.now())
    url = upgraded.url.render_as_string(hide_password=False)
    app = create_app(Settings(instance=instance, database_url=url, secret_key="test"))
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled_templates))
    return app


class Visitors:
    """Who asks for pages: each with a browser of their own, which stays signed in."""

    def __init__(self, house: Flask, database: Database) -> None:
        self.house, self.database = house, database
        self.browsers: dict[str, StrictClient] = {}

    def come(self, who: str) -> StrictClient:
        """The browser of whoever has this address before @test.example; nobody's has no name."""
        if who not in self.browsers:
            self.browsers[who] = StrictClient(self.house)
            if who:
                self.browsers[who].sign_in(SimpleNamespace(person_id=self._find(who)))
        return self.browsers[who]

    def see(self, pages: dict[str, dict[str, list[str]]]) -> None:
        """Each finds on each page what it says."""
        for who, addresses in pages.items():
            for address, sentences in addresses.items():
                browser = self.come(who)
                browser.get(address)
                missing = [sentence for sentence in sentences if sentence not in browser.text]
                assert not missing, f"{address} does not say {missing} to {who or 'everybody'}: {browser.text}"

    def do(self, who: str, address: str, action: str | None, fields: dict[str, Any], status: int) -> None:
        """Fill in the form that stands at an address."""
        browser = self.come(who)
        browser.get(address)
        browser.submit(action=action, status=status, **fields)

    def _find(self, who: str) -> Any:
        with self.database.engine.connect() as connection:
            found = sa.text("SELECT id FROM person WHERE email = :email")
            return connection.execute(found, {"email": f"{who}@test.example"}).scalar_one()


@pytest.fixture
def visitors(house: Flask, upgraded: Database) -> Visitors:
    return Visitors(house, upgraded)


def records(database: Database) -> list[Any]:
    """The text of all minutes that went round, with its checksum once it is sealed."""
    query = "SELECT meeting_id, document, sha256 FROM minutes WHERE document IS NOT NULL ORDER BY meeting_id"
    return [tuple(row) for row in fetch(database, query)]


def fetch(database: Database, query: str) -> list[Any]:
    with database.engine.connect() as connection:
        return list(connection.execute(sa.text(query)).all())


def test_it_comes_up_to_date(before: Database, kept: Kept) -> None:
    assert fetch(before, "SELECT version_num FROM alembic_version") == [(kept.told["revision"],)]
    migrations.upgrade(before)
    assert migrations.differences(before) == []
    assert is_whole(before)
    rows = rows_of(before)
    migrations.upgrade(before)
    assert rows_of(before) == rows


def test_it_goes_down_and_up_again_with_all_its_rows(before: Database, kept: Kept) -> None:
    rows, kept_records = rows_of(before), records(before)
    migrations.upgrade(before)
    upgraded = rows_of(before)
    migrations.downgrade(before, kept.told["revision"])
    assert rows_of(before) == rows
    assert is_whole(before)
    migrations.upgrade(before)
    assert rows_of(before) == upgraded
    assert records(before) == kept_records


def is_whole(database: Database) -> bool:
    """No row points at nothing: on SQLite migrations run without foreign keys."""
    return not database.is_sqlite or fetch(database, "PRAGMA foreign_key_check") == []


def test_people_sign_in_with_their_passwords(house: Flask, kept: Kept) -> None:
    for address, name in kept.told["people"].items():
        browser = StrictClient(house)
        browser.get("/accounts/sign-in")
        browser.submit(email=address, password=kept.told["password"], follow=True)
        assert name in browser.text


def test_who_was_signed_in_still_is(house: Flask, upgraded: Database, kept: Kept, clock: Traveller) -> None:
    """For as long as a sign-in lasts today: whoever acts for others comes in anew after half a day."""
    signed_in = select(SignIn.created_at).where(SignIn.token_hash == digest(kept.told["signed_in"]["token"]))
    with upgraded.session(writes=False) as session:
        clock.move_to(session.exec(signed_in).one() + timedelta(hours=1))
    browser = StrictClient(house)
    with browser.http.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = kept.told["signed_in"]["token"], True
    browser.get("/accounts/profile")
    assert kept.told["signed_in"]["name"] in browser.text


def test_pages_say_what_they_said(visitors: Visitors, kept: Kept) -> None:
    visitors.see(kept.told["pages"])


def test_what_was_not_public_is_not(visitors: Visitors, kept: Kept) -> None:
    for address in kept.told["hidden"]["addresses"]:
        page = visitors.come("").get(address).get_data(as_text=True)
        shown = [word for word in kept.told["hidden"]["words"] if word in page]
        assert not shown, f"{address} shows {shown}"


def test_votes_and_objection_periods_end_as_they_began(visitors: Visitors, kept: Kept, clock: Traveller) -> None:
    for step in kept.told["later"]:
        now = datetime.fromisoformat(step["at"])
        clock.move_to(now)
        visitors.browsers.clear()  # days have passed, and everybody signs in again
        worker.work_once(visitors.database, now=now)
        visitors.see(step["pages"])
        for deed in step.get("deeds", ()):
            visitors.do(deed["as"], deed["address"], deed.get("action"), deed["fields"], deed.get("status", 303))


def test_what_waited_to_go_out_goes_out(house: Flask, upgraded: Database) -> None:
    waiting = "SELECT id FROM outbox_message WHERE delivered_at IS NULL"
    assert fetch(upgraded, waiting)
    worker.work_once(upgraded, now=clock.now())
    assert fetch(upgraded, waiting) == []


def test_records_stay_byte_for_byte_and_sealed_ones_guarded(before: Database) -> None:
    kept_records = records(before)
    migrations.upgrade(before)
    assert records(before) == kept_records
    sealed = [(document, checksum) for _meeting, document, checksum in kept_records if checksum]
    assert sealed and all(sha256(document.encode()).hexdigest() == checksum for document, checksum in sealed)
    for deed in ("UPDATE minutes SET document = '{}'", "DELETE FROM minutes"):
        with pytest.raises(sa.exc.IntegrityError), before.engine.begin() as connection:
            connection.execute(sa.text(f"{deed} WHERE state = 'sealed'"))


def test_minutes_give_the_same_files(upgraded: Database, instance: Path, kept: Kept) -> None:
    exported = export_minutes(upgraded, instance, kept.told["years"])
    assert exported.keys() == kept.exported.keys()
    assert [name for name, checksum in exported.items() if kept.exported[name] != checksum] == []


def test_files_are_kept_and_given_out(visitors: Visitors, instance: Path, kept: Kept) -> None:
    """Whatever no row points to is thrown away after a day: wherever keys stand now, none of these is."""
    files = {file.name: file.read_bytes() for file in (kept.folder / "files").iterdir()}
    storage = Storage(instance / "files")
    worker.throw_away_files(visitors.database, storage, now=clock.now() + timedelta(days=2))
    assert {key for key in files if not storage.has(key)} == set()
    given = {f"/photos/{key}": key for key in files if key.endswith(".webp")} | kept.told["served"]
    for address, key in given.items():
        assert visitors.come("albrecht").get(address).data == files[key], address


def test_of_what_was_sealed_the_files_are_kept_as_they_were_served(
    house: Flask, upgraded: Database, instance: Path, kept: Kept
) -> None:
    storage = Storage(instance / "files")
    with upgraded.session(writes=False) as session:
        assert list(list_damaged(session, storage)) == []
    rows = fetch(upgraded, "SELECT meeting_id, extent, ending, sha256, file FROM minutes_file")
    assert {(row.extent, row.ending) for row in rows} == {
        (extent, ending) for extent in ("full", "public") for ending in (*SINGLE, "zip")
    }
    known = set(kept.exported.values()) | set(kept.told["served"].values())
    strange = [
        row for row in rows
        if row.file not in known and checksum_of(row.file, storage.get(row.file) or b"") not in known
    ]  # fmt: skip
    assert strange == []
    assert keep_missing(upgraded, storage, now=clock.now()) == 0
    assert fetch(upgraded, "SELECT meeting_id, extent, ending, sha256, file FROM minutes_file") == rows
