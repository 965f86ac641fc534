"""What is next in a matter. Topics do not know it: the rooms above say where what they have planned for one stands."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.audit import AuditEntry

_INSTANT = AuditEntry.__table__.c.at.type  # type: ignore[attr-defined]
_TYPES = {"title": sa.String(), "organisation": sa.String(), "number": sa.Integer(), "on": sa.Date(), "at": _INSTANT}


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


# (kind, text, statement) of each room that plans.
_SOURCES: list[tuple[str, str, Any]] = []


def tell_what_comes(kind: str, text: str, source: Any, subject_id: Any, *conditions: Any, **columns: Any) -> None:
    """Have the pages of a matter tell `text` of each row of `source` (a table or join) that meets the conditions.

    `columns` are what the text names, of `title`, `organisation` and `number`, and when it is: `on` a day or `at` an
    instant. The topic is the bound parameter TOPIC.
    """
    given = [
        (columns[name] if name in columns else sa.cast(sa.null(), type_)).label(name) for name, type_ in _TYPES.items()
    ]
    place = sa.literal(len(_SOURCES), sa.Integer()).label("place")
    statement = sa.select(place, subject_id.label("subject_id"), *given).select_from(source).where(*conditions)
    _SOURCES.append((kind, text, statement))


TOPIC = sa.bindparam("topic_id", type_=sa.Integer())


def list_what_comes(session: Session, topic_id: int) -> list[Coming]:
    """All that is planned for a topic, by day: one statement."""
    rows = session.execute(_everything(len(_SOURCES)), {"topic_id": topic_id}).all() if _SOURCES else []
    return sorted((_coming(row) for row in rows), key=lambda coming: coming.day)


@cache
def _everything(_sources: int) -> Any:
    """Built once for the sources there are."""
    return sa.union_all(*(statement for _kind, _text, statement in _SOURCES))


def _coming(row: Any) -> Coming:
    kind, text, _statement = _SOURCES[row.place]
    values = {"title": row.title, "organisation": row.organisation, "number": row.number}
    return Coming(row.on or row.at, text, values, kind, row.subject_id)
