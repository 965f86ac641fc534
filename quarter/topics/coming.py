"""What is next in a matter. Topics do not know it: the rooms above say where what they have planned for one stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.audit import AuditEntry
from quarter.foundation.subjects import as_reader, known

_INSTANT = AuditEntry.__table__.c.at.type
_TYPES: dict[str, Any] = {
    "title": sa.String(),
    "organisation": sa.String(),
    "number": sa.Integer(),
    "on": sa.Date(),
    "at": _INSTANT,
}


@dataclass(frozen=True)
class Coming:
    """Something that lies ahead, or is overdue: when, and the sentence that tells it, as a thread entry has one."""

    at: date | datetime
    text: str  # English, marked for translation
    values: dict[str, Any]
    kind: str
    subject_id: int

    @property
    def day(self) -> date:
        return self.at.date() if isinstance(self.at, datetime) else self.at


class Planned(NamedTuple):
    """What a room has planned, as its source gives it; `place` is that of the source among all."""

    subject_id: int
    title: str | None
    organisation: str | None
    number: int | None
    on: date | None
    at: datetime | None
    place: int


@dataclass(frozen=True)
class Source:
    """What a room has planned: the kind of subject, the sentence that tells it, and the statement that finds it."""

    kind: str
    text: str
    subject_id: sa.ColumnElement[int]
    statement: "sa.Select[*tuple[Any, ...]]"


_SOURCES: list[Source] = []


def know_sources(sources: Iterable[Source]) -> None:
    """Take a room's sources into the house's."""
    _SOURCES.extend(sources)


def source(
    kind: str,
    text: str,
    table: sa.FromClause,
    subject_id: sa.ColumnElement[int],
    *conditions: sa.ColumnElement[bool],
    **columns: sa.ColumnElement[Any],
) -> Source:
    """Have the pages of a matter tell `text` of each row of `table` (or join) that meets the conditions.

    `columns` are what the text names, of `title`, `organisation` and `number`, and when it is: `on` a day or `at` an
    instant. The topic is the bound parameter TOPIC.
    """
    given: list[sa.ColumnElement[Any]] = [
        (columns[name] if name in columns else sa.cast(sa.null(), type_)).label(name) for name, type_ in _TYPES.items()
    ]
    statement = sa.select(subject_id.label("subject_id"), *given).select_from(table)
    return Source(kind, text, subject_id, statement.where(*conditions))


TOPIC = sa.bindparam("topic_id", type_=sa.Integer())


def list_what_comes(session: Session, topic_id: int, *, reader: Actor) -> list[Coming]:
    """All that is planned for a topic and that the reader may know of, by day: one statement."""
    values = {"topic_id": topic_id, **as_reader(reader)}
    rows = session.execute(_everything(len(_SOURCES), reader.reach), values) if _SOURCES else ()
    return sorted((_coming(Planned(*row)) for row in rows), key=lambda coming: coming.day)


@cache
def _everything(_sources: int, reach: tuple[int, int]) -> "sa.CompoundSelect[*tuple[Any, ...]]":
    """Built once for the sources there are."""
    return sa.union_all(
        *(
            each.statement.add_columns(sa.literal_column(str(place), sa.Integer()).label("place")).where(
                known(each.kind, each.subject_id, reach)
            )
            for place, each in enumerate(_SOURCES)
        )
    )


def _coming(row: Planned) -> Coming:
    told = _SOURCES[row.place]
    values = {"title": row.title, "organisation": row.organisation, "number": row.number}
    at = row.on or row.at
    assert at is not None  # a source gives a day or an instant
    return Coming(at, told.text, values, told.kind, row.subject_id)
