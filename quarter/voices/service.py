"""Deeds of everybody with anything that has an address: comment, support, follow.

The event of a deed is the room's own, which says what happened to the thing. Counters are kept by the database
itself, so that people who press at the same time are all counted.
"""

from datetime import datetime
from typing import Any, ClassVar, Protocol

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.db import insert_if_absent
from quarter.foundation.events import Event
from quarter.foundation.models import Table
from quarter.foundation.recording import record
from quarter.voices.models import Comment, Follow, Support


class Thing(Protocol):
    """What people speak to: a row whose kind and id are in the register. What they count has a counter."""

    subject_kind: ClassVar[str]
    id: int


def comment(
    session: Session, actor: Actor, thing: Thing, event: Event, *, text: str, lang: str, now: datetime
) -> Comment:
    """Say something about a thing, for everyone to read who may know of it."""
    said = Comment(**_about(thing), author_id=actor.signed_in_id, text=text, lang=lang, posted_at=now)
    session.add(said)
    _count(session, thing, "comment_count", 1)
    record(session, actor, event, now=now)
    return said


def support(session: Session, actor: Actor, thing: Thing, event: Event, *, now: datetime) -> bool:
    """Support a thing; False if this person does so already."""
    values = {**_about(thing), "person_id": actor.person_id, "supported_at": now}
    is_new = insert_if_absent(session, Support, **values)
    if is_new:
        _count(session, thing, "support_count", 1)
        record(session, actor, event, now=now)
    return is_new


def withdraw_support(session: Session, actor: Actor, thing: Thing, event: Event, *, now: datetime) -> bool:
    """Take one's support back; False if there was none."""
    is_gone = _take_back(session, Support, actor, thing)
    if is_gone:
        _count(session, thing, "support_count", -1)
        record(session, actor, event, now=now)
    return is_gone


def follow(session: Session, actor: Actor, thing: Thing, *, now: datetime) -> None:
    """From now on the actor gets a mail when something happens. One's own setting, so it leaves no trace."""
    values = {"kind": thing.subject_kind, "subject_id": thing.id, "person_id": actor.person_id}
    insert_if_absent(session, Follow, **values, followed_at=now)


def stop_following(session: Session, actor: Actor, thing: Thing) -> None:
    """No more mails about this thing; nothing happens to whoever did not follow it."""
    _take_back(session, Follow, actor, thing)


def _about(thing: Thing) -> dict[str, Any]:
    return {"kind": thing.subject_kind, "subject_id": thing.id}


def _take_back(session: Session, model: type[Table], actor: Actor, thing: Thing) -> bool:
    columns = model.__table__.c
    mine = (
        columns.kind == thing.subject_kind, columns.subject_id == thing.id, columns.person_id == actor.person_id
    )  # fmt: skip
    gone = sa.delete(model.__table__).where(*mine).returning(columns.person_id)
    return session.execute(gone).one_or_none() is not None


def _count(session: Session, thing: Thing, counter: str, more: int) -> None:
    model: Any = type(thing)
    table = model.__table__
    session.execute(sa.update(table).where(table.c.id == thing.id).values({counter: table.c[counter] + more}))
