"""The one place that asks the machine for the time; everything below takes it as an argument."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def local_date(instant: datetime, timezone: str) -> date:
    """The calendar day of `instant` in the municipality's zone (an IANA name)."""
    return instant.astimezone(ZoneInfo(timezone)).date()
