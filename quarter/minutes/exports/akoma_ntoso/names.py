"""The addresses of a document, after the naming convention of Akoma Ntoso: paths without a host, valid anywhere.

The work is the minutes as such; an expression is their text in one language at one time; a manifestation is a file.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.core import get_global

from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.exports.dates import dated
from quarter.places.service import slug_of

NOWHERE = "zz"  # the code for an unknown country: the zone UTC lies in none
_LETTERS = {
    "de": "deu", "en": "eng", "ar": "ara", "tr": "tur", "uk": "ukr", "ru": "rus", "pl": "pol", "fr": "fra",
}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """What a document is called: `/akn/de/debate/minutes/stadt.quartier.gruppe/2026-11-03/7`."""

    country: str
    body: str
    held_on: date
    version_of: date
    number: int
    language: str
    language_of_record: str

    @property
    def scope(self) -> str:
        return f"{self.body}/{self.held_on}/{self.number}"

    @property
    def work(self) -> str:
        return f"/akn/{self.country}/debate/minutes/{self.scope}"

    @property
    def expression(self) -> str:
        return f"{self.work}/{self.language}@{self.version_of}"

    @property
    def master(self) -> str | None:
        """The expression in the language of record, if this is another one."""
        if self.language == self.language_of_record:
            return None
        return f"{self.work}/{self.language_of_record}@{self.version_of}"


def name(minutes: Minutes, status: RecordStatus, language: str) -> Names:
    """The names of minutes with labels in `language`."""
    return Names(
        country=(get_global("zone_territories").get(minutes.timezone) or NOWHERE).lower(),
        body=".".join(slug_of(part) for part in (minutes.municipality, minutes.quarter, minutes.group)),
        held_on=_day(minutes.opened_at or minutes.planned_for, minutes),
        version_of=_day(dated(minutes, status), minutes),
        number=minutes.number,
        language=three_letters(language),
        language_of_record=three_letters(minutes.lang),
    )


def three_letters(language: str) -> str:
    """`deu` for `de` and `de-simple` (ISO 639-2); `und` for a language that we have no pages in."""
    return _LETTERS.get(language.split("-")[0], "und")


def _day(instant: datetime, minutes: Minutes) -> date:
    return instant.astimezone(ZoneInfo(minutes.timezone)).date()
