"""Minutes as files in a folder: named by day and group, written one after another."""

from pathlib import Path

import pytest

from quarter.foundation.db import Database
from quarter.foundation.storage import Storage
from quarter.groups.models import Group
from quarter.minutes import files
from quarter.minutes.domain import Extent
from quarter.minutes.exports.formats import FORMATS, SINGLE
from quarter.minutes.files import Wanted, list_year, write_files
from tests.factories.world import World
from tests.meetings.evening import ended, planned, sealed
from tests.minutes.test_public_pages import SECRETS, with_a_secret
from tests.minutes.test_public_version import text_of

STORAGE = Storage(Path("nowhere"))
DAY = "2026-12-01-arbeitskreis-kanalviertel"


@pytest.fixture
def meetings(database: Database, world: World) -> list[int]:
    """Two evenings that are over."""
    with database.unit_of_work() as session:
        return [sealed(session, world).id, ended(session, world).id]


def test_each_file_says_day_group_number_version_and_language(database, meetings, tmp_path: Path) -> None:
    written = write_files(database, STORAGE, meetings, Wanted(["md", "json"], ["de", "ar"]), tmp_path)
    assert [path.name for path in written] == [
        f"{DAY}-{number}{rest}" for number in (1, 2) for rest in ("-full-de.md", "-full-ar.md", "-full.json")
    ]
    assert "# " in (tmp_path / f"{DAY}-1-full-de.md").read_text()


def test_without_a_language_labels_come_in_that_of_the_record(database, meetings, tmp_path: Path) -> None:
    [path] = write_files(database, STORAGE, meetings[:1], Wanted(["csv"]), tmp_path / "made" / "anew")
    assert path == tmp_path / "made" / "anew" / f"{DAY}-1-full-de.csv"


def test_for_the_web_site_they_hold_what_everybody_may_read(database, world, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        meeting = with_a_secret(session, world)
    written = write_files(database, STORAGE, [meeting.id], Wanted(list(FORMATS), ["de"], Extent.PUBLIC), tmp_path)
    for path in written:
        assert path.name.startswith(f"{DAY}-1-public")
        text = text_of(path.read_bytes(), path.name)
        assert "Spielstra" in text and not [secret for secret in SECRETS if secret in text]


def test_of_a_year_everybody_gets_the_minutes_that_went_round(database, world) -> None:
    with database.unit_of_work() as session:
        meetings = [sealed(session, world).id, ended(session, world).id]
        group = session.get_one(Group, world.group_id)
        assert list_year(session, group, 2026, "Europe/Berlin") == meetings
        assert list_year(session, group, 2026, "Europe/Berlin", Extent.PUBLIC) == meetings[:1]


def test_files_are_written_one_by_one_and_meetings_read_one_by_one(
    database, meetings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the year, one meeting and one file are in memory."""
    read: list[int] = []
    get_record = files.get_record

    def noted(session, meeting):
        read.append(meeting)
        return get_record(session, meeting)

    monkeypatch.setattr(files, "get_record", noted)
    written = write_files(database, STORAGE, meetings, Wanted(["md", "csv"]), tmp_path)
    for count in range(1, 5):
        next(written)
        assert len(list(tmp_path.iterdir())) == count
        assert read == meetings[: (count + 1) // 2]


def test_as_many_files_come_as_were_promised(database, meetings, tmp_path: Path) -> None:
    wanted = Wanted(list(SINGLE), ["de", "en"])
    assert len(wanted) == len(SINGLE) * 2 - 1  # the record once
    assert len(list(write_files(database, STORAGE, meetings[:1], wanted, tmp_path))) == len(wanted)
    assert len(Wanted(["zip"])) == len(Wanted(["all.zip"], ["de", "ar"])) == 1


def test_a_year_begins_and_ends_where_the_group_lives(database, world) -> None:
    with database.unit_of_work() as session:
        group = session.get_one(Group, world.group_id)
        meeting = ended(session, world)
        planned(session, world)  # has not been held, so there are no minutes
        assert list_year(session, group, 2026, "Europe/Berlin") == [meeting.id]
        assert list_year(session, group, 2025, "Europe/Berlin") == list_year(session, group, 2027, "UTC") == []
        meeting.starts_at = meeting.starts_at.replace(month=12, day=31, hour=23, minute=30)
        session.flush()
        assert list_year(session, group, 2026, "Europe/Berlin") == []
        assert list_year(session, group, 2027, "Europe/Berlin") == [meeting.id]


def test_what_is_together_is_not_asked_for_twice() -> None:
    assert set(FORMATS) - set(SINGLE) == {"zip", "all.zip"}


@pytest.mark.parametrize(
    ("ending", "media_type", "name"),
    [
        ("csv", "text/csv", "minutes-2026-1-ar.csv"),
        ("akn.xml", "application/akn+xml", "minutes-2026-1-ar.akn.xml"),
        ("zip", "application/zip", "minutes-2026-1-ar.zip"),
        ("all.zip", "application/zip", "minutes-2026-1.all.zip"),
        ("json", "application/json", "minutes-2026-1.json"),
    ],
)
def test_on_the_web_they_say_number_and_language(client, meetings, ending: str, media_type: str, name: str) -> None:
    answer = client.get(f"/meetings/1/minutes.{ending}?lang=ar")
    assert answer.mimetype == media_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
