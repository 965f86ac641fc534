from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal
from sqlmodel import Session, col, func, select

from quarter.accounts.models import CalendarLink, FailedSignIn, Person, SignIn
from quarter.accounts.tokens import digest


def get_person_by_email(session: Session, email: str) -> Person | None:
    """The account with this address, whatever its case."""
    return session.exec(select(Person).where(Person.email == email.strip().casefold())).one_or_none()


def list_named_publicly(session: Session, names: Collection[str]) -> frozenset[str]:
    """Which of these names may stand in public: all people of that name have agreed."""
    rows = session.execute(select(Person.name, Person.is_named_publicly).where(col(Person.name).in_(names))).all()
    return frozenset(row.name for row in rows) - {row.name for row in rows if not row.is_named_publicly}


def list_mentioned(session: Session, text: str) -> frozenset[str]:
    """The full names in a text of people who have not agreed to be named in public.

    Names of one word are left: many of them are words like any other.
    """
    query = select(Person.name).where(
        col(Person.is_named_publicly).is_(False), col(Person.name).contains(" "), literal(text).contains(Person.name)
    )
    return frozenset(session.scalars(query))


@dataclass(frozen=True)
class Device:
    """One signed-in device, for the list in the profile."""

    sign_in_id: int
    device: str
    created_at: datetime
    is_this: bool


def list_devices(session: Session, person_id: int, token: str, now: datetime) -> list[Device]:
    """Where somebody is signed in now, this device first."""
    rows = session.exec(
        select(SignIn.id, SignIn.device, SignIn.created_at, SignIn.token_hash)
        .where(SignIn.person_id == person_id, col(SignIn.ended_at).is_(None), SignIn.expires_at > now)
        .order_by(col(SignIn.created_at).desc())
    ).all()
    devices = [Device(row.id, row.device, row.created_at, row.token_hash == digest(token)) for row in rows]
    return sorted(devices, key=lambda device: not device.is_this)


def get_calendar_link(session: Session, person_id: int) -> CalendarLink | None:
    """Somebody's calendar feed; None if they have made none or taken it back."""
    return session.get(CalendarLink, person_id)


def get_person_of_calendar(session: Session, key: str) -> Person | None:
    """Whose calendar feed this is; None if it was taken back."""
    query = select(Person).join(CalendarLink, col(CalendarLink.person_id) == Person.id)
    return session.exec(query.where(CalendarLink.key == key)).one_or_none()


def count_failures(session: Session, key: str, since: datetime) -> int:
    """How often a sign-in under this key failed since then."""
    query = select(func.count()).where(FailedSignIn.key == key, FailedSignIn.failed_at > since)
    return session.exec(query).one()
