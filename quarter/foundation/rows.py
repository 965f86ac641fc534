"""Rows with types: a statement says which columns it gives, and the row beside it says how they are called.

A row is a `NamedTuple` with a field for each column of its statement, in order; mypy compares the two (the first ten
columns: SQLAlchemy types no more). Statements are made of the tables' columns rather than of a model's attributes,
because the rows of the latter are looked through as if they were models.
"""

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple, Unpack, cast

import sqlalchemy as sa
from sqlalchemy.sql.selectable import TypedReturnsRows
from sqlmodel import Session

Ts = TypeVarTuple("Ts")
R = TypeVar("R")
T = TypeVar("T")


def column(attribute: T, of: sa.FromClause | None = None) -> sa.Column[T]:
    """The column of a table by the attribute of its model: `column(Issue.title)`, known to be a text.

    `of` is what stands in the statement instead of the table: an alias, or a part of the statement.
    """
    columns: Any = attribute
    own: Any = columns.property.columns[0]
    return cast("sa.Column[T]", own if of is None else of.c[own.key])


def maybe(attribute: T, of: sa.FromClause | None = None) -> "sa.Column[T | None]":
    """The same for an outer join, which may find no row there."""
    return cast("sa.Column[T | None]", column(attribute, of))


def given(attribute: T | None) -> "sa.Column[T]":
    """The same where a condition of the statement leaves out the rows that have none."""
    return cast("sa.Column[T]", column(attribute))


def at_most(statement: "sa.Select[*Ts]", most: int | sa.BindParameter[int]) -> "sa.Select[*Ts]":
    """The first rows of a statement, as a whole that may stand in a union."""
    first: Any = statement.limit(most).subquery()
    return cast("sa.Select[*Ts]", sa.select(first))


def list_rows(
    session: Session, statement: "TypedReturnsRows[*Ts]", row: Callable[[Unpack[Ts]], R], **parameters: Any
) -> list[R]:
    """All that the statement finds; `parameters` fill what it has left open."""
    return [row(*found) for found in session.execute(statement, parameters)]


def get_row(
    session: Session, statement: "TypedReturnsRows[*Ts]", row: Callable[[Unpack[Ts]], R], **parameters: Any
) -> R | None:
    """The one row that the statement finds, or None; it must not find several."""
    found = session.execute(statement, parameters).one_or_none()
    return None if found is None else row(*found)
