import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, select

from quarter.foundation.models import column, get_row, list_rows
from quarter.places.boundary import Area, seems_swapped
from quarter.places.models import Municipality, Quarter


class Town(NamedTuple):
    """What deeds and letters ask of the municipality: its name, its clock, and the language of who chose none."""

    name: str
    timezone: str
    default_language: str


class QuarterRow(NamedTuple):
    """A quarter in a list."""

    id: int
    slug: str
    name: str


NOT_FOUNDED = Town("Quarter", "Europe/Berlin", "de")  # an empty installation has a name to fill in
_TOWN = sa.select(  # often asked, so built once
    column(Municipality.name), column(Municipality.timezone), column(Municipality.default_language)
)


def get_town(session: Session) -> Town:
    """The town of this installation, for deeds; pages have their masthead."""
    return get_row(session, _TOWN, Town) or NOT_FOUNDED


def get_municipality(session: Session) -> Municipality | None:
    """The town of this installation; None before it is set up."""
    return session.get(Municipality, 1)


def get_quarter(session: Session, slug: str) -> Quarter | None:
    return session.exec(select(Quarter).where(Quarter.slug == slug)).one_or_none()


def list_swapped(session: Session, areas: Iterable[Area], *, now: datetime) -> list[Area]:
    """The areas that seem to have latitude and longitude in the wrong order, seen from this town."""
    stored = session.scalars(sa.select(Quarter.__table__.c.boundary)).all()
    known = [json.loads(boundary) for boundary in stored if boundary]
    clock = now.astimezone(ZoneInfo(get_town(session).timezone))
    offset = (clock.utcoffset() or timedelta()) - (clock.dst() or timedelta())
    meridian = offset / timedelta(hours=24) * 360
    return [area for area in areas if seems_swapped(area.geometry, known, meridian)]


def list_quarters(session: Session) -> list[QuarterRow]:
    """All quarters, by name."""
    query = sa.select(column(Quarter.id), column(Quarter.slug), column(Quarter.name))
    return list_rows(session, query.order_by(column(Quarter.name)), QuarterRow)
