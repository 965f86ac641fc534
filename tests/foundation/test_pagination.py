"""Paging through a list gives every row once and in order; a cursor that we did not make is refused."""

import base64
import json
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from quarter.foundation.audit import AuditEntry
from quarter.foundation.db import Database
from quarter.foundation.pagination import BadCursor, keyset_page
from tests.conftest import NOW

KEYS = [AuditEntry.at, AuditEntry.id]
QUERY = sa.select(AuditEntry.id, AuditEntry.at, AuditEntry.title)


class Entry(NamedTuple):
    id: int
    at: datetime
    title: str


class Day(NamedTuple):
    from_on: date
    id: int


def fill(session: Session, minutes: list[int]) -> None:
    """Rows at NOW plus so many minutes; equal minutes are ties."""
    session.add_all(
        AuditEntry(at=NOW + timedelta(minutes=minute), name="test", subject_kind="test", subject_id=1)
        for minute in minutes
    )
    session.flush()


def walk(session: Session, keys, *, size: int, descending: bool) -> list:
    """All rows, page by page."""
    rows, after = [], None
    while True:
        page = keyset_page(session, QUERY, keys, after, row=Entry, size=size, descending=descending)
        assert len(page.rows) <= size
        rows.extend(page.rows)
        after = page.after
        if after is None:
            return rows


@given(minutes=st.lists(st.integers(0, 5), max_size=20), size=st.integers(1, 7), descending=st.booleans())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_comes_once_and_in_order(database: Database, minutes, size, descending):
    with database.session(writes=True) as session:
        fill(session, minutes)
        seen = [(row.at, row.id) for row in walk(session, KEYS, size=size, descending=descending)]
    assert seen == sorted(seen, reverse=descending)
    assert len(seen) == len(set(seen)) == len(minutes)


@given(titles=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8), max_size=12))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_titles_in_any_script_can_be_a_key(database: Database, titles):
    with database.session(writes=True) as session:
        session.add_all(
            AuditEntry(at=NOW, name="test", subject_kind="test", subject_id=1, title=title) for title in titles
        )
        session.flush()
        rows = walk(session, [AuditEntry.title, AuditEntry.id], size=3, descending=False)
    assert sorted(row.title for row in rows) == sorted(titles)


def test_the_last_full_page_has_no_next(database):
    with database.session(writes=True) as session:
        fill(session, [1, 2])
        page = keyset_page(session, QUERY, KEYS, None, row=Entry, size=2)
    assert len(page.rows) == 2
    assert page.after is None


def test_a_row_that_arrives_meanwhile_does_not_shift_the_next_page(database):
    with database.session(writes=True) as session:
        fill(session, [1, 2, 3, 4])
        first = keyset_page(session, QUERY, KEYS, None, row=Entry, size=2)
        fill(session, [5])  # newer, so it belongs to the part already read
        second = keyset_page(session, QUERY, KEYS, first.after, row=Entry, size=2)
    minutes = [(row.at - NOW) / timedelta(minutes=1) for row in (*first.rows, *second.rows)]
    assert minutes == [4, 3, 2, 1]


def cursor(plain: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


INSTANT = NOW.isoformat()
BAD_CURSORS = {
    "garbage": "garbage",
    "not base64": "%%%",
    "not ascii": "ßéم",
    "a sentence of SQL": "1' OR '1'='1",
    "no text": base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    "no JSON": base64.urlsafe_b64encode(b"1; DROP TABLE topic").decode(),
    "a number": cursor(5),
    "null": cursor(None),
    "an empty list": cursor([]),
    "too short": cursor([INSTANT]),
    "too long": cursor([INSTANT, 1, 1]),
    "an object": cursor({INSTANT: 1, "x": 2}),
    "text for a number": cursor([INSTANT, "1 OR 1=1"]),
    "a number for an instant": cursor([1, 1]),
    "no instant": cursor(["tomorrow", 1]),
    "an instant without zone": cursor(["2026-11-23T10:00:00", 1]),
    "an instant before all time": cursor(["0001-01-01T00:00:00+14:00", 1]),
    "null for an instant": cursor([None, 1]),
    "a list for a number": cursor([INSTANT, [1]]),
    "a fraction for a number": cursor([INSTANT, 1.5]),
    "a number that no database holds": cursor([INSTANT, 10**30]),
    "a nest of lists": base64.urlsafe_b64encode(b"[" * 5000).decode(),
}


@pytest.mark.parametrize("bad", BAD_CURSORS.values(), ids=BAD_CURSORS)
def test_a_cursor_that_is_not_ours_is_refused(database, bad):
    with database.session(writes=False) as session, pytest.raises(BadCursor):
        keyset_page(session, QUERY, KEYS, bad, row=Entry)


def test_half_a_character_is_no_title(database):
    with database.session(writes=False) as session, pytest.raises(BadCursor):
        keyset_page(session, QUERY, [AuditEntry.title, AuditEntry.id], cursor(["\ud800", 1]), row=Entry)


def test_a_number_too_large_for_its_column_is_refused_too(database):
    """PostgreSQL's integers end at 2**31."""
    with database.session(writes=False) as session, pytest.raises(BadCursor):
        keyset_page(session, QUERY, KEYS, cursor([INSTANT, 2**31]), row=Entry)


def test_days_can_be_keys(database, world):
    from quarter.groups.models import Seat

    query = sa.select(Seat.from_on, Seat.id)
    with database.session(writes=False) as session:
        first = keyset_page(session, query, [Seat.from_on, Seat.id], None, row=Day, size=3, descending=False)
        second = keyset_page(session, query, [Seat.from_on, Seat.id], first.after, row=Day, size=3, descending=False)
    assert {row.from_on for row in (*first.rows, *second.rows)} == {date(2026, 1, 1)}
    assert len({row.id for row in (*first.rows, *second.rows)}) == 6


def test_a_cursor_in_another_zone_means_the_same_instant(database):
    with database.session(writes=True) as session:
        fill(session, [0, 1, 2])
        other_zone = (NOW + timedelta(minutes=1)).astimezone(tz=datetime.fromisoformat("2026-01-01T00:00+02:00").tzinfo)
        page = keyset_page(session, QUERY, KEYS, cursor([other_zone.isoformat(), 0]), row=Entry, size=9)
    assert [row.at.astimezone(UTC) for row in page.rows] == [NOW]
