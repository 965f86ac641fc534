"""Days begin and end at the town's midnight, not at Greenwich's."""

from datetime import UTC, date, datetime, timedelta

import pytest

from quarter.foundation import clock
from quarter.foundation.clock import local_date
from tests.conftest import NOW


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-11-23T22:59:59", "Europe/Berlin", date(2026, 11, 23)),
        ("2026-11-23T23:00:00", "Europe/Berlin", date(2026, 11, 24)),  # winter: one hour ahead
        ("2026-07-01T21:59:59", "Europe/Berlin", date(2026, 7, 1)),
        ("2026-07-01T22:00:00", "Europe/Berlin", date(2026, 7, 2)),  # summer: two hours ahead
        ("2026-12-31T23:00:00", "Europe/Berlin", date(2027, 1, 1)),
        ("2026-11-23T23:30:00", "America/New_York", date(2026, 11, 23)),
        ("2026-11-23T11:00:00", "Pacific/Auckland", date(2026, 11, 24)),
    ],
)
def test_the_day_of_an_instant(instant, zone, day):
    assert local_date(at(instant), zone) == day


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_the_days_when_clocks_change_are_shorter_and_longer(day, hours):
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=4)
    instants = [start + timedelta(hours=step) for step in range(32)]
    assert sum(local_date(instant, "Europe/Berlin") == day for instant in instants) == hours


def test_now_is_in_utc():
    assert clock.now() == NOW
    assert clock.now().tzinfo is UTC
