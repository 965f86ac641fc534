"""Texts in several languages: marking, translating outside a request, direction of writing."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.support import NullTranslations, Translations
from babel.units import format_unit

A_DAY = timedelta(days=1)
NEAR = timedelta(days=30)  # further away, "in 7 weeks" helps nobody
TRANSLATIONS = Path(__file__).parents[2] / "translations"
LOCALES = ("de", "en", "ar")
# People may write in more languages than we have pages in. Babel knows these names and directions too, but holds a
# megabyte or two of each language that it is asked about.
_OWN_NAMES = {
    "de": "Deutsch", "en": "English", "ar": "العربية", "tr": "Türkçe", "uk": "Українська", "ru": "Русский",
    "pl": "Polski", "fr": "Français",
}  # fmt: skip
_RIGHT_TO_LEFT = ("ar",)
WRITTEN_LANGUAGES = tuple(_OWN_NAMES)
ISOLATE, ISOLATE_LTR, END = "\u2068", "\u2066", "\u2069"

# The English words that people see for the members of enums, as each room's labels give them, enum by enum.
Labels = tuple[Mapping[StrEnum, str], ...]

# Members of two enums may share a value and then compare equal, so the type is part of the key.
_LABELS: dict[tuple[type, str], str] = {}


def N_(text: str) -> str:
    """Mark an English text for the catalogues; it is translated where it is shown."""
    return text


def know_labels(labels: Labels) -> None:
    """Take a room's words into the house's."""
    for of_enum in labels:
        _LABELS.update({(type(member), member.value): text for member, text in of_enum.items()})


def said_values() -> set[str]:
    """The values of all enums that have words: what a state, kind or choice can be."""
    return {value for _type, value in _LABELS}


def label(member: StrEnum) -> str:
    """The English words for an enum member, marked for translation. Unlabelled is a KeyError."""
    return _LABELS[type(member), member.value]


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    primary = language.split("-")[0]
    if primary in _OWN_NAMES:
        return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"
    return locale_of(primary).text_direction


def own_name(language: str) -> str:
    """What a language calls itself: Deutsch, English, العربية."""
    if language in _OWN_NAMES:
        return _OWN_NAMES[language]
    locale = locale_of(language)
    return (locale.get_language_name(language) or language).capitalize()


def isolated(name: str) -> str:
    """For names within a sentence: one in another script must not turn the sentence around."""
    return f"{ISOLATE}{name}{END}"


def left_to_right(number: str) -> str:
    """For numbers with signs in them like 2026/07-3, also within an Arabic sentence."""
    return f"{ISOLATE_LTR}{number}{END}"


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [language])


# A page says many days and times, so what was said is kept.


@cache
def locale_of(language: str) -> Locale:
    """The rules for dates and numbers; English dates are said the European way, day before month."""
    return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))


@lru_cache(maxsize=1024)
def long_day(day: date, language: str) -> str:
    """`1. Dezember 2026`."""
    return format_date(day, "long", locale=locale_of(language))


@lru_cache(maxsize=1024)
def short_day(day: date, language: str, this_year: int) -> str:
    """`Tue 1 December`, with the year unless it is this one."""
    if day.year != this_year:
        return long_day(day, language)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return format_skeleton("MMMMEd", noon, locale=locale_of(language))


@lru_cache(maxsize=1024)
def time_of(instant: datetime, timezone: str, language: str) -> str:
    """`18:00`."""
    return format_time(instant, "short", tzinfo=ZoneInfo(timezone), locale=locale_of(language))


@lru_cache(maxsize=1024)
def in_days(days: int, language: str) -> str:
    """Always in days: "in 2 weeks" for 12 days would be wrong by two."""
    return format_timedelta(
        timedelta(days=days), granularity="day", threshold=NEAR.days * 2, add_direction=True,
        locale=locale_of(language),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def in_minutes(minutes: int, language: str) -> str:
    """In minutes, from an hour on in hours."""
    return format_timedelta(
        timedelta(minutes=minutes), granularity="minute", threshold=1, add_direction=True, locale=locale_of(language)
    )


class Words:
    """Sentences, dates and times in one language and time zone: for pages, documents and mails. See `words_in`."""

    def __init__(self, language: str, timezone: str) -> None:
        self.language, self.timezone = language, timezone
        self.direction = direction(language)
        self.zone = ZoneInfo(timezone)
        self._catalogue = _catalogue(language)

    def gettext(self, text: str, **values: object) -> str:
        translated = self._catalogue.ugettext(text)
        return translated % values if values else translated

    def ngettext(self, singular: str, plural: str, num: int, **values: object) -> str:
        return self.form_for(singular, plural, num) % {"num": num, **values}

    def form_for(self, singular: str, plural: str, num: int) -> str:
        """The right plural form for a number, its placeholders still open."""
        return self._catalogue.ungettext(singular, plural, num)

    def label(self, member: StrEnum) -> str:
        return self.gettext(label(member))

    def file_size(self, size: int) -> str:
        """`214 kB` or `1,2 MB`, from bytes."""
        value, unit = (size / 1_000_000, "megabyte") if size >= 1_000_000 else (size / 1000, "kilobyte")
        rounded = round(value, 1) if value < 10 else round(value)
        return format_unit(rounded, f"digital-{unit}", "short", locale=locale_of(self.language))

    def when(self, instant: datetime, now: datetime, this_year: int) -> str:
        """`in 3 days, Tue 1 December, 18:00`: relative while it is near, and always exact."""
        exact = self.exactly(instant, this_year)
        if abs(instant - now) > NEAR:
            return exact
        return self.gettext("%(relative)s, %(exact)s", relative=self._relative(instant, now), exact=exact)

    def exactly(self, instant: datetime, this_year: int) -> str:
        """`Tue 1 December, 18:00`, with the year unless it is this one."""
        return _exactly(self, instant, this_year)

    def near_day(self, day: date, today: date) -> str:
        """`in 3 days, Tue 1 December`, for due dates."""
        exact, distance = self.day(day, today.year), day - today
        if abs(distance) > NEAR:
            return exact
        relative = in_days(distance.days, self.language) if distance else self.gettext("today")
        return self.gettext("%(relative)s, %(exact)s", relative=relative, exact=exact)

    def day(self, day: date, this_year: int) -> str:
        """`Tue 1 December`, with the year unless it is this one."""
        return short_day(day, self.language, this_year)

    def _relative(self, instant: datetime, now: datetime) -> str:
        if abs(instant - now) >= A_DAY:
            days = (instant.astimezone(self.zone).date() - now.astimezone(self.zone).date()).days
            if days:
                return in_days(days, self.language)
        minutes = round((instant - now).total_seconds() / 60)
        return in_minutes(minutes, self.language) if minutes else self.gettext("just now")

    def date(self, day: date | datetime) -> str:
        """`1. Dezember 2026`; an instant is taken in the municipality's zone."""
        if isinstance(day, datetime):
            day = day.astimezone(self.zone).date()
        return long_day(day, self.language)

    def time(self, instant: datetime) -> str:
        return time_of(instant, self.timezone, self.language)

    def datetime(self, instant: datetime) -> str:
        """`1. Dezember 2026, 18:00 Uhr`."""
        return self.gettext("%(day)s, %(time)s", day=self.date(instant), time=self.time(instant))


@lru_cache(maxsize=1024)
def _exactly(words: Words, instant: datetime, this_year: int) -> str:
    day = words.day(instant.astimezone(words.zone).date(), this_year)
    return words.gettext("%(day)s, %(time)s", day=day, time=words.time(instant))


@lru_cache(maxsize=64)
def words_in(language: str, timezone: str = "UTC") -> Words:
    """The words of a language, made once; sentences and days need no time zone."""
    return Words(language, timezone)
