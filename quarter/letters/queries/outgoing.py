"""Letters that did not arrive, those that wait on paper, and how the mail goes as a whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.foundation.fates import Fate
from quarter.foundation.models import column, get_row, list_rows, maybe
from quarter.foundation.subjects import SUBJECT, Subject, visible_to
from quarter.groups.models import Group, Organisation
from quarter.letters.domain import DUTIES, STANDSTILL, LetterKind, Way
from quarter.letters.models import Letter

LETTER, PERSON, ORGANISATION = Letter.__table__.c, Person.__table__.c, Organisation.__table__.c
DUTY = LETTER.kind.in_([sa.literal_column(f"'{kind}'") for kind in DUTIES])
TROUBLED = sa.and_(
    LETTER.way == Way.MAIL,
    sa.or_(LETTER.fate.in_((Fate.REFUSED, Fate.GIVEN_UP)), sa.and_(LETTER.fate == Fate.WAITING, LETTER.words != "")),
)
TO_PRINT = sa.and_(LETTER.way == Way.PAPER, LETTER.fate == Fate.WAITING)
MANY = 200  # letters on a page


# Written out, so that the small indexes of what is open are used.
_OPEN = LETTER.fate.in_([sa.literal_column(f"'{fate}'") for fate in (Fate.WAITING, Fate.REFUSED, Fate.GIVEN_UP)])
_WAITING = LETTER.fate == sa.literal_column("'waiting'")


class Receiver(NamedTuple):
    """Who gets letters on paper: a person, or a body."""

    person_id: int | None
    organisation_id: int | None
    name: str


class OutgoingLine(NamedTuple):
    """A letter in a list, with the title of what it is about for a reader who may know of it."""

    id: int
    kind: LetterKind
    title: str | None
    person_id: int | None
    organisation_id: int | None
    person: str | None
    organisation: str | None
    due_at: datetime
    fate: Fate
    words: str

    @property
    def receiver(self) -> Receiver:
        return Receiver(self.person_id, self.organisation_id, self.person or self.organisation or "")


def list_troubled(session: Session, group_id: int, *, reader: Actor) -> list[OutgoingLine]:
    """Duties of a group that the mail server refused or keeps putting off, or that were given up; the newest first."""
    return _list(session, group_id, TROUBLED, reader)


def list_to_print(session: Session, group_id: int, *, reader: Actor) -> list[OutgoingLine]:
    """Duties of a group that wait on paper, by receiver."""
    lines = _list(session, group_id, TO_PRINT, reader)
    return sorted(lines, key=lambda line: (line.receiver.name, line.person_id or 0, line.organisation_id or 0))


def _list(session: Session, group_id: int, which: sa.ColumnElement[bool], reader: Actor) -> list[OutgoingLine]:
    about = sa.and_(SUBJECT.kind == LETTER.subject_kind, SUBJECT.id == LETTER.subject_id, visible_to(reader))
    query = (
        sa.select(
            column(Letter.id), column(Letter.kind), maybe(Subject.title), column(Letter.person_id),
            column(Letter.organisation_id), maybe(Person.name), maybe(Organisation.name), column(Letter.due_at),
            column(Letter.fate), column(Letter.words),
        )
        .select_from(Letter.__table__)
        .join(Subject.__table__, about, isouter=True)
        .join(Person.__table__, PERSON.id == LETTER.person_id, isouter=True)
        .join(Organisation.__table__, ORGANISATION.id == LETTER.organisation_id, isouter=True)
        .where(LETTER.group_id == group_id, _OPEN, DUTY, which)
        .order_by(LETTER.id.desc())
        .limit(MANY)
    )  # fmt: skip
    return list_rows(session, query, OutgoingLine)


class Outgoing(NamedTuple):
    """How many duties of a group did not arrive, and how many wait on paper."""

    troubled: int
    to_print: int


def count_outgoing(session: Session, group_id: int) -> Outgoing:
    """What whoever coordinates has to look after."""
    counts = (sa.func.count().filter(TROUBLED), sa.func.count().filter(TO_PRINT))
    query = sa.select(*counts).select_from(Letter.__table__).where(LETTER.group_id == group_id, _OPEN, DUTY)
    return Outgoing(*session.execute(query).one())


def list_papers(session: Session, group: Group, receiver: Receiver, *, until: int | None = None) -> Sequence[Letter]:
    """The letters to one receiver that wait on paper in a group, the oldest first; `until` is the last one's id."""
    query = sa.select(Letter).where(
        LETTER.group_id == group.id, _OPEN, DUTY, TO_PRINT, LETTER.person_id == receiver.person_id,
        LETTER.organisation_id == receiver.organisation_id,
    )  # fmt: skip
    return session.scalars((query.where(LETTER.id <= until) if until else query).order_by(LETTER.id)).all()


def get_letter(session: Session, letter_id: int) -> Letter | None:
    """A letter that somebody has to act on; of news, nobody else knows."""
    letter = session.get(Letter, letter_id)
    return letter if letter and letter.kind in DUTIES else None


def find_receiver(session: Session, kind: str, receiver_id: int) -> Receiver | None:
    """A person or a body, by the word for it in an address."""
    if kind == "person":
        person = session.get(Person, receiver_id)
        return Receiver(receiver_id, None, person.name) if person else None
    body = session.get(Organisation, receiver_id) if kind == "body" else None
    return Receiver(None, receiver_id, body.name) if body else None


class _Flow(NamedTuple):
    oldest: datetime | None
    last: datetime | None


def stands_still(session: Session, now: datetime) -> bool:
    """Whether a letter has waited for hours, and none was handed over to the mail server since it was due."""
    waiting = sa.and_(_WAITING, LETTER.way == Way.MAIL, LETTER.due_at < now - STANDSTILL)
    taken = sa.and_(LETTER.fate == Fate.HANDED_OVER, LETTER.way == Way.MAIL, LETTER.ended_at > now - STANDSTILL)
    oldest = sa.select(sa.func.min(maybe(Letter.due_at))).where(waiting).scalar_subquery()
    last = sa.select(sa.func.max(maybe(Letter.ended_at))).where(taken).scalar_subquery()
    flow = get_row(session, sa.select(oldest, last), _Flow)
    return flow is not None and flow.oldest is not None and flow.last is None
