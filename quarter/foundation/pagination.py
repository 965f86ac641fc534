"""Keyset pages: a list goes on after the last row's sort key, equally fast at any depth."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar, TypeVarTuple, Unpack

import sqlalchemy as sa
from sqlmodel import Session

R = TypeVar("R")
Ts = TypeVarTuple("Ts")

PAGE_SIZE = 25
LARGEST_INTEGER = 2**31 - 1  # of an INTEGER column on PostgreSQL


class BadCursor(ValueError):
    """`?after=` was not made by us."""


@dataclass(frozen=True)
class Page(Generic[R]):
    """Rows of one page, and the cursor of the next (None on the last)."""

    rows: Sequence[R]
    after: str | None


class Listing(Generic[R]):
    """`query` ordered by the not-null columns `keys`, of which the last must be unique, to be read page by page.

    `row` makes a row of the query's columns, as in `models.py`, and must have each key under its own name, so that the
    cursor can be read off the last one. To put a statement together takes longer than to run it: what every visitor
    reads is made once and kept.
    """

    def __init__(
        self,
        query: "sa.Select[*Ts]",
        keys: Sequence[Any],
        *,
        row: Callable[[Unpack[Ts]], R],
        descending: bool = True,
        size: int = PAGE_SIZE,
    ) -> None:
        self._row: Callable[..., R] = row
        self._keys, self._descending, self._size = keys, descending, size
        ordered: sa.Select[*tuple[Any, ...]] = query
        self._query = ordered.order_by(*(key.desc() if descending else key.asc() for key in keys)).limit(size + 1)

    def page(self, session: Session, after: str | None, **parameters: Any) -> Page[R]:
        """One page; `parameters` fill what the query has left open."""
        query = self._beyond(_decode(after, self._keys)) if after else self._query
        found = session.execute(query, parameters).all()
        rows = [self._row(*each) for each in found[: self._size]]
        has_more = len(found) > self._size
        return Page(rows, _encode([getattr(rows[-1], key.key) for key in self._keys]) if has_more else None)

    def _beyond(self, values: Sequence[Any]) -> Any:
        last = sa.tuple_(*(sa.literal(value, key.type) for key, value in zip(self._keys, values, strict=True)))
        row = sa.tuple_(*self._keys)
        return self._query.where(row < last if self._descending else row > last)


def keyset_page(
    session: Session,
    query: "sa.Select[*Ts]",
    keys: Sequence[Any],
    after: str | None,
    *,
    row: Callable[[Unpack[Ts]], R],
    descending: bool = True,
    size: int = PAGE_SIZE,
) -> Page[R]:
    """One page of a `Listing` that is made for this one time."""
    return Listing(query, keys, row=row, descending=descending, size=size).page(session, after)


def _encode(values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _decode(after: str, keys: Sequence[Any]) -> list[Any]:
    try:
        plain = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if len(plain) != len(keys):
            raise BadCursor
        return [_typed(value, _python_type(key.type)) for value, key in zip(plain, keys, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadCursor from error


def _python_type(column_type: Any) -> type:
    return getattr(column_type, "impl_instance", column_type).python_type  # a decorated type does not tell its own


def _typed(value: Any, wanted: type) -> Any:
    if issubclass(wanted, datetime):
        return _instant(datetime.fromisoformat(value))
    if issubclass(wanted, date):
        return date.fromisoformat(value)
    if not isinstance(value, wanted) or (isinstance(value, int) and abs(value) > LARGEST_INTEGER):
        raise BadCursor
    if isinstance(value, str):
        value.encode()  # half a character, which JSON can hold, is none for a database
    return value


def _instant(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise BadCursor
    return value.astimezone(UTC)
