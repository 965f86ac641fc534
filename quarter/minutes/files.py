"""Minutes as files in a folder, one meeting after another: for archives that take a whole year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session

from quarter.foundation.clock import local_date
from quarter.foundation.db import Database
from quarter.foundation.multilingual import Words
from quarter.foundation.storage import Storage
from quarter.groups.models import Group
from quarter.meetings.queries.attachments import reader_of
from quarter.meetings.queries.meetings import list_held
from quarter.minutes.builder import read_version
from quarter.minutes.domain import Extent
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.kept_files import find_kept_file
from quarter.minutes.queries.records import RecordOfMeeting, get_record


@dataclass(frozen=True)
class Wanted:
    """Which files to write of each meeting, and for whom; without languages, labels come in that of the record."""

    endings: Sequence[str]
    languages: Sequence[str] = ()
    extent: Extent = Extent.FULL
    base_url: str = ""  # of the site to which they lead

    def __len__(self) -> int:
        """How many files each meeting gives."""
        return len(self.parts("any"))

    def parts(self, language_of_record: str) -> Sequence[tuple[str, str | None]]:
        """(ending, language of labels) of each file; what has no labels comes once."""
        languages = self.languages or [language_of_record]
        labelled = [(ending, lang) for lang in languages for ending in self.endings if FORMATS[ending].has_labels]
        return [*labelled, *((ending, None) for ending in self.endings if not FORMATS[ending].has_labels)]


def list_year(session: Session, group: Group, year: int, timezone: str, extent: Extent = Extent.FULL) -> Sequence[int]:
    """The ids of the group's meetings of a year, as the calendar on the wall has it; for everybody without drafts."""
    begin, end = (datetime(each, 1, 1, tzinfo=ZoneInfo(timezone)) for each in (year, year + 1))
    return list_held(session, group.id, begin, end, for_everybody=extent is Extent.PUBLIC)


def render_file(database: Database, storage: Storage, meeting: int, wanted: Wanted) -> bytes:
    """The one file that is wanted of one meeting."""
    [(_stem, content)] = _rendered(database, storage, meeting, wanted)
    return content


def write_files(
    database: Database, storage: Storage, meetings: Sequence[int], wanted: Wanted, folder: Path
) -> Iterator[Path]:
    """Write the files one by one, and say each; never more than one meeting and one file are in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    for meeting in meetings:
        for name, content in _rendered(database, storage, meeting, wanted):
            (folder / name).write_bytes(content)
            yield folder / name


def _rendered(database: Database, storage: Storage, meeting: int, wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    with database.session(writes=False) as session:
        recorded = get_record(session, meeting)
        assert recorded is not None, meeting
        minutes, status = read_version(session, recorded, wanted.extent, base_url=wanted.base_url)
        stem = stem_of(recorded, minutes.timezone, wanted.extent)
        read = reader_of(session, meeting, storage.get)
        for ending, language in wanted.parts(minutes.lang):
            words = Words(language or minutes.lang, minutes.timezone)
            name = f"{stem}-{language}.{ending}" if language else f"{stem}.{ending}"
            kept = find_kept_file(session, recorded, storage, wanted.extent, ending, language)
            yield name, kept or FORMATS[ending].make(minutes, words, status, read)


def stem_of(recorded: RecordOfMeeting, timezone: str, extent: Extent) -> str:
    """`2026-11-03-arbeitskreis-kanalviertel-7-public`: sorted by day, of one group, and for whom."""
    meeting = recorded.meeting
    return f"{local_date(meeting.starts_at, timezone)}-{recorded.group.slug}-{meeting.number}-{extent}"
