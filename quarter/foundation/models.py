"""The base of every table, and the naming convention that lets migrations find constraints by name."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy import String, event
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

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


class StoredEnum(TypeDecorator[StrEnum]):
    """A StrEnum kept as its plain value (native enums are hard to alter) and read back as the enum's member."""

    impl = String
    cache_ok = True

    def __init__(self, values: type[StrEnum]) -> None:
        super().__init__(40)
        self.values = values

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else self.values(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        return None if value is None else self.values(value)

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[str | None], StrEnum | None]:
        """The same, quicker: a list reads hundreds of them."""
        members: dict[str | None, StrEnum | None] = {None: None, **{member.value: member for member in self.values}}
        return members.__getitem__


def one_of(column: str, values: type[StrEnum]) -> str:
    """SQL for a check constraint: `column` holds one of the values of a StrEnum."""
    allowed = ", ".join(f"'{member.value}'" for member in values)
    return f"{column} IN ({allowed})"


def attach(model: type[Table], moment: str, statements: Mapping[str, Sequence[str]]) -> None:
    """Run statements of each engine, such as triggers, whenever a model's table is made (or dropped)."""
    for dialect, ddl in statements.items():
        for statement in ddl:
            event.listen(model.__table__, moment, sa.DDL(statement).execute_if(dialect=dialect))
