"""The base of every table, and rows with types.

The naming convention lets migrations find constraints by name.

A list of rows says which columns a statement gives, and the row beside it says how they are called: a `NamedTuple` with
a field for each column, in order; mypy compares the two (the first ten columns: SQLAlchemy types no more). Statements
are made of the tables' columns rather than of a model's attributes, because the rows of the latter are looked through
as if they were models.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import starmap
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, TypeVarTuple, Unpack, cast

import sqlalchemy as sa
from sqlalchemy import String, event
from sqlalchemy.sql.selectable import TypedReturnsRows
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

Ts = TypeVarTuple("Ts")
R = TypeVar("R")
T = TypeVar("T")

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """A stored row. Tables do not validate: forms guard shape, services and constraints guard meaning."""

    model_config = {"defer_build": True}  # a validator that nobody asks takes long to build

    if TYPE_CHECKING:
        __table__: ClassVar[sa.Table]


class StorageKey(TypeDecorator[str]):
    """The key of a file in `foundation.storage`.

    A file whose key stands in no such column is thrown away after a day.
    """

    impl = String
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(60)


def key_columns() -> list[sa.Column[str]]:
    """All columns, of whatever room, in which the key of a file may stand."""
    tables = Table.metadata.sorted_tables
    return [column for table in tables for column in table.c if isinstance(column.type, StorageKey)]


def is_pointed_to(session: Session, key: str) -> bool:
    """Whether any row has the file of this key."""
    found = [sa.select(sa.literal(1)).where(column == key) for column in key_columns()]
    return session.execute(sa.union_all(*found).limit(1)).first() is not None


class StoredEnum(TypeDecorator[StrEnum]):
    """A StrEnum kept as its plain value (native enums are hard to alter) and read back as the enum's member."""

    impl = String
    cache_ok = True

    def __init__(self, values: type[StrEnum]) -> None:
        super().__init__(40)
        self.values = values
        self._members: dict[str | None, StrEnum | None] = {None: None, **{member.value: member for member in values}}

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else self.values(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        return None if value is None else self.values(value)

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[str | None], StrEnum | None]:
        """The same, quicker: a list reads hundreds of them."""
        return self._members.__getitem__


def one_of(column: str, values: type[StrEnum]) -> str:
    """SQL for a check constraint: `column` holds one of the values of a StrEnum."""
    allowed = ", ".join(f"'{member.value}'" for member in values)
    return f"{column} IN ({allowed})"


def attach(model: type[Table], moment: str, statements: Mapping[str, Sequence[str]]) -> None:
    """Run statements of each engine, such as triggers, whenever a model's table is made (or dropped)."""
    for dialect, ddl in statements.items():
        for statement in ddl:
            event.listen(model.__table__, moment, sa.DDL(statement).execute_if(dialect=dialect))


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
    return list(starmap(row, session.execute(statement, parameters).all()))


def get_row(
    session: Session, statement: "TypedReturnsRows[*Ts]", row: Callable[[Unpack[Ts]], R], **parameters: Any
) -> R | None:
    """The one row that the statement finds, or None; it must not find several."""
    found = session.execute(statement, parameters).one_or_none()
    return None if found is None else row(*found)
