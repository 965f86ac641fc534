"""Deeds with accounts. Passwords come in hashed: hashing is slow and must not hold the write lock."""

from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from quarter.accounts.domain import NewsPace
from quarter.accounts.events import (
    CalendarLinkEnded,
    CalendarLinkMade,
    NewsPaceChosen,
    PersonSignedUp,
    ProfileChanged,
    SignInsEnded,
)
from quarter.accounts.models import CalendarLink, Person, SignIn
from quarter.accounts.policy import SIGN_IN_LASTS
from quarter.accounts.queries import get_person_by_email
from quarter.accounts.tokens import digest, new_token
from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.db import insert_if_absent
from quarter.foundation.mail_addresses import spellings
from quarter.foundation.recording import record

SIGN_IN = SignIn.__table__.c


class AddressTaken(Exception):
    """There is an account with this address already."""


def sign_up(
    session: Session, *, email: str, name: str, password_hash: str, language: str | None, now: datetime
) -> Person:
    """Make an account; AddressTaken if there is one, in whatever way its domain was written."""
    kept = spellings(email)[0]
    is_new = get_person_by_email(session, email) is None and insert_if_absent(
        session, Person, email=kept, name=name, password_hash=password_hash, language=language,
        is_admin=False, is_named_publicly=False, created_at=now,
    )  # fmt: skip
    if not is_new:
        raise AddressTaken
    person = session.exec(select(Person).where(Person.email == kept)).one()
    record(session, ANONYMOUS, PersonSignedUp(subject_id=person.id), now=now)
    return person


def sign_in(session: Session, person: Person, *, device: str, now: datetime) -> str:
    """Begin a sign-in on a device; returns the token for its cookie. It ends by itself (policy.py says when).

    It leaves no trace: who was here when is nobody's business, and one's devices stand in the profile.
    """
    token = new_token()
    session.add(
        SignIn(
            person_id=person.id,
            token_hash=digest(token),
            device=device[:80],
            created_at=now,
            expires_at=now + SIGN_IN_LASTS,
        )
    )
    return token


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End one sign-in; its cookie is worthless from now on. No trace, as in `sign_in`."""
    session.execute(
        update(SignIn).where(SIGN_IN.token_hash == digest(token), SIGN_IN.ended_at.is_(None)).values(ended_at=now)
    )


def sign_out_elsewhere(session: Session, actor: Actor, token: str, *, now: datetime) -> int:
    """End all other sign-ins of the actor; returns how many there were."""
    ended = session.execute(
        update(SignIn)
        .where(SIGN_IN.person_id == actor.person_id, SIGN_IN.token_hash != digest(token), SIGN_IN.ended_at.is_(None))
        .values(ended_at=now)
        .returning(SIGN_IN.id)
    ).all()
    record(session, actor, SignInsEnded(subject_id=actor.signed_in_id), now=now)
    return len(ended)


def change_profile(
    session: Session,
    actor: Actor,
    person: Person,
    *,
    name: str,
    language: str,
    is_named_publicly: bool = False,
    now: datetime,
) -> None:
    """Change what others see, whether it may stand in public minutes, and the language of pages and mails."""
    person.name, person.language, person.is_named_publicly = name, language, is_named_publicly
    record(session, actor, ProfileChanged(subject_id=person.id), now=now)


def choose_news_pace(session: Session, actor: Actor, pace: NewsPace, *, now: datetime) -> None:
    """From now on, the actor gets news of what they follow so often."""
    session.get_one(Person, actor.signed_in_id).news_pace = pace
    record(session, actor, NewsPaceChosen(subject_id=actor.signed_in_id, pace=pace.value), now=now)


def make_calendar_link(session: Session, actor: Actor, *, now: datetime) -> None:
    """Give the actor a calendar feed with a new secret address; one that they had before leads nowhere."""
    session.execute(delete(CalendarLink).where(col(CalendarLink.person_id) == actor.person_id))
    session.add(CalendarLink(person_id=actor.signed_in_id, key=new_token(), made_at=now))
    record(session, actor, CalendarLinkMade(subject_id=actor.signed_in_id), now=now)


def end_calendar_link(session: Session, actor: Actor, *, now: datetime) -> None:
    """Take the actor's calendar feed back."""
    session.execute(delete(CalendarLink).where(col(CalendarLink.person_id) == actor.person_id))
    record(session, actor, CalendarLinkEnded(subject_id=actor.signed_in_id), now=now)
