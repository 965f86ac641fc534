"""How days, times and spans are said in a language. A page says many of them, so what was said is kept."""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta

NEAR = timedelta(days=30)  # further away, "in 7 weeks" helps nobody


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
def day_and_time(instant: datetime, timezone: str, language: str, this_year: int) -> tuple[str, str]:
    """`Tue 1 December` and `18:00`."""
    day = instant.astimezone(ZoneInfo(timezone)).date()
    return short_day(day, language, this_year), time_of(instant, timezone, language)


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
