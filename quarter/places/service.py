"""Deeds with the municipality and its quarters."""

import json
import re
import unicodedata
from datetime import datetime

from sqlmodel import Session, select

from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.recording import record
from quarter.places.boundary import Area
from quarter.places.events import BoundaryImported, ThemeChanged
from quarter.places.models import Municipality, Quarter
from quarter.places.theme import Colour


def slug_of(name: str) -> str:
    """The name as a part of an address: small letters, digits and hyphens."""
    spelled = name.casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}).replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "quarter"


def found_municipality(
    session: Session, *, name: str, timezone: str, language: str, contact_email: str = "", publisher: str = "",
    is_demonstration: bool = False,
) -> Municipality:  # fmt: skip
    """Write down the town of this installation, once. It leaves no trace: the operator does it at set-up."""
    municipality = Municipality(
        name=name, timezone=timezone, default_language=language, contact_email=contact_email, publisher=publisher,
        is_demonstration=is_demonstration,
    )  # fmt: skip
    session.add(municipality)
    session.flush()
    return municipality


def set_theme(
    session: Session,
    actor: Actor,
    municipality: Municipality,
    *,
    name: str,
    accent: Colour | None,
    logo: tuple[str, int, int] | None = None,
    now: datetime,
) -> None:
    """Give the municipality its name and colour; `logo` is (storage key, width, height), None leaves it as it is."""
    municipality.name = name
    municipality.accent = str(accent) if accent else None
    if logo is not None:
        municipality.logo, municipality.logo_width, municipality.logo_height = logo
    session.flush()
    record(session, actor, ThemeChanged(subject_id=municipality.id, title=name), now=now)


def remove_logo(session: Session, actor: Actor, municipality: Municipality, *, now: datetime) -> None:
    """From now on the header shows the name alone."""
    municipality.logo = municipality.logo_width = municipality.logo_height = None
    session.flush()
    record(session, actor, ThemeChanged(subject_id=municipality.id, title=municipality.name), now=now)


def found_quarter(session: Session, *, name: str) -> Quarter:
    """Found a quarter, with a number in its address where two names make the same one.

    It leaves no trace of its own: the operator does it at set-up, or with a boundary, which is recorded.
    """
    slug, number = slug_of(name), 2
    while session.exec(select(Quarter.id).where(Quarter.slug == slug)).first():
        slug, number = f"{slug_of(name)[:56]}-{number}", number + 1
    quarter = Quarter(name=name, slug=slug)
    session.add(quarter)
    session.flush()
    return quarter


def import_boundaries(session: Session, areas: list[Area], *, now: datetime) -> list[Quarter]:
    """Give each named area's quarter its boundary; quarters that do not exist yet are founded. Returns them."""
    return [_import(session, area, number, now) for number, area in enumerate(areas, 1)]


def _import(session: Session, area: Area, number: int, now: datetime) -> Quarter:
    name = area.name or f"Quarter {number}"
    quarter = session.exec(select(Quarter).where(Quarter.name == name)).first() or found_quarter(session, name=name)
    quarter.boundary = json.dumps(area.geometry, separators=(",", ":"))
    record(session, ANONYMOUS, BoundaryImported(subject_id=quarter.id, title=name), now=now)
    return quarter
