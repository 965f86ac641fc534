from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import CalendarLink, Person, SignIn
from quarter.accounts.policy import SIGN_IN_LASTS
from quarter.accounts.tokens import digest
from quarter.foundation.mail_addresses import spellings
from quarter.foundation.models import column, list_rows

PERSON, SIGN_IN = Person.__table__.c, SignIn.__table__.c


def get_person_by_email(session: Session, email: str) -> Person | None:
    """The account with this address, whatever its case and in whatever way its domain is written."""
    kept = spellings(email)
    people = session.exec(select(Person).where(PERSON.email.in_(kept)))
    return min(people, key=lambda person: kept.index(person.email), default=None)


class NamedPerson(NamedTuple):
    """What somebody is called, and whether they have agreed to be named in public."""

    name: str
    is_named_publicly: bool


def list_named_publicly(session: Session, names: Collection[str]) -> frozenset[str]:
    """Which of these names may stand in public: all people of that name have agreed."""
    query = sa.select(column(Person.name), column(Person.is_named_publicly)).where(PERSON.name.in_(names))
    rows = list_rows(session, query, NamedPerson)
    return frozenset(row.name for row in rows) - {row.name for row in rows if not row.is_named_publicly}


def list_mentioned(session: Session, text: str) -> frozenset[str]:
    """The full names in a text of people who have not agreed to be named in public.

    Names of one word are left: many of them are words like any other.
    """
    query = sa.select(column(Person.name)).where(
        PERSON.is_named_publicly.is_(False), PERSON.name.contains(" "), sa.literal(text).contains(PERSON.name)
    )
    return frozenset(session.scalars(query))


class Device(NamedTuple):
    """One signed-in device, for the list in the profile."""

    sign_in_id: int
    device: str
    created_at: datetime
    is_this: bool


def list_devices(
    session: Session, person_id: int, token: str, now: datetime, *, lasts: timedelta = SIGN_IN_LASTS
) -> list[Device]:
    """Where somebody is signed in now, this device first; `lasts` says for how long they stay so."""
    is_this = SIGN_IN.token_hash == digest(token)
    query = (
        sa.select(column(SignIn.id), column(SignIn.device), column(SignIn.created_at), is_this)
        .where(SIGN_IN.person_id == person_id, SIGN_IN.ended_at.is_(None), SIGN_IN.created_at > now - lasts)
        .order_by(SIGN_IN.created_at.desc())
    )
    return sorted(list_rows(session, query, Device), key=lambda device: not device.is_this)


def get_calendar_link(session: Session, person_id: int) -> CalendarLink | None:
    """Somebody's calendar feed; None if they have made none or taken it back."""
    return session.get(CalendarLink, person_id)


def get_person_of_calendar(session: Session, key: str) -> Person | None:
    """Whose calendar feed this is; None if it was taken back."""
    query = select(Person).join(CalendarLink, col(CalendarLink.person_id) == Person.id)
    return session.exec(query.where(CalendarLink.key == key)).one_or_none()
