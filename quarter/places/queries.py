from typing import NamedTuple

from sqlmodel import Session, select

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
MUNICIPALITY = Municipality.__table__.c
_TOWN = select(MUNICIPALITY.name, MUNICIPALITY.timezone, MUNICIPALITY.default_language)  # often asked, so built once


def get_town(session: Session) -> Town:
    """The town of this installation, for deeds; pages have their masthead."""
    row = session.execute(_TOWN).one_or_none()
    return Town(*row) if row else NOT_FOUNDED


def get_municipality(session: Session) -> Municipality | None:
    """The town of this installation; None before it is set up."""
    return session.get(Municipality, 1)


def get_quarter(session: Session, slug: str) -> Quarter | None:
    return session.exec(select(Quarter).where(Quarter.slug == slug)).one_or_none()


def list_quarters(session: Session) -> list[QuarterRow]:
    """All quarters, by name."""
    rows = session.execute(select(Quarter.id, Quarter.slug, Quarter.name).order_by(Quarter.name))
    return [QuarterRow(*row) for row in rows]
