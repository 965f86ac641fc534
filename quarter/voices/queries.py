"""Reading what was said about a thing, and the part that somebody takes in it."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.models import column
from quarter.foundation.pagination import Listing, Page
from quarter.voices.models import Comment, Follow, Support

COMMENT, SUPPORT, FOLLOW = Comment.__table__.c, Support.__table__.c, Follow.__table__.c
PERSON = Person.__table__.c
T = TypeVar("T")


class CommentLine(NamedTuple):
    """A comment, as a page shows it."""

    id: int
    text: str
    lang: str
    posted_at: datetime
    author: str


def list_comments(session: Session, kind: str, subject_id: int, after: str | None = None) -> Page[CommentLine]:
    """What was said about a thing, the newest first."""
    return _comments().page(session, after, kind=kind, subject_id=subject_id)


class Part(NamedTuple):
    """The part that somebody takes in a thing; without signing in, none."""

    supports: bool = False
    follows: bool = False


def get_part(session: Session, kind: str, subject_id: int, person_id: int | None) -> Part:
    """Whether this person supports and follows the thing: one statement."""
    if person_id is None:
        return Part()
    values = {"kind": kind, "subject_id": subject_id, "person_id": person_id}
    return Part(*session.execute(_part(), values).one())


# Statements that every visitor needs are built once, of columns of the tables.


@cache
def _comments() -> Listing[CommentLine]:
    query = (
        sa.select(
            column(Comment.id), column(Comment.text), column(Comment.lang), column(Comment.posted_at),
            column(Person.name),
        )
        .join(Person.__table__, PERSON.id == COMMENT.author_id)
        .where(COMMENT.kind == sa.bindparam("kind"), COMMENT.subject_id == sa.bindparam("subject_id"))
    )  # fmt: skip
    return Listing(query, [COMMENT.id], row=CommentLine)


@cache
def _part() -> sa.Select[bool, bool]:
    return sa.select(_mine(SUPPORT), _mine(FOLLOW))


def _mine(of: Any) -> sa.Exists:
    return sa.exists().where(
        of.kind == sa.bindparam("kind"), of.subject_id == sa.bindparam("subject_id"),
        of.person_id == sa.bindparam("person_id"),
    )  # fmt: skip
