"""Words that are looked for in stored texts."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Session

from quarter.foundation.models import Table

SHORTEST = 3  # letters that an index can find; what is shorter is looked for in the newest rows only
MOST_FOUND = 5_000  # rows with a common word, the newest; to go through more takes longer than anybody waits
NEWEST = 2_000  # rows that are read for a short word
TRIGRAMS = "pg_trgm"  # what PostgreSQL needs for it; where it is not installed the texts are read
MAY_HAVE_TRIGRAMS = f"""
    SELECT count(*) FROM pg_available_extensions WHERE name = '{TRIGRAMS}'
    AND (installed_version IS NOT NULL OR has_database_privilege(current_database(), 'CREATE'))
"""
WHERE_TRIGRAMS = f"""
    SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = '{TRIGRAMS}'
"""
FIRST_SECURE_DELETE = (3, 42)  # version of SQLite; before it, words that were taken out linger in an index


def mentions(texts: Collection[sa.ColumnElement[str]], words: Collection[str]) -> sa.ColumnElement[bool]:
    """SQL: one of the words stands in one of the texts.

    SQLite knows capitals of a to z only, so we name both. What was kept before texts were composed (NFC) has letters
    and marks apart: nobody rewrites it, because decisions and minutes were counted and sealed with it.
    """
    spellings = [spelling for word in words for spelling in _spellings(word)]
    return sa.or_(*(text.icontains(spelling, autoescape=True) for text in texts for spelling in spellings))


@dataclass(frozen=True)
class WordIndex:
    """Finds words in texts of a table without reading them all, by runs of three letters.

    SQLite has a table for them, kept by triggers: a migration that rebuilds the texts' table has to make them anew.
    PostgreSQL has an index, which it uses by itself.
    """

    table: str
    texts: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.table}_words"

    def attach(self, model: type[Table]) -> None:
        """Make and drop the index with the table."""
        event.listen(model.__table__, "after_create", self._create)
        event.listen(model.__table__, "before_drop", self._drop)

    def mentions(
        self, session: Session, columns: sa.ColumnCollection[str, Any], wanted: Sequence[Collection[str]]
    ) -> Iterator[sa.ColumnElement[bool]]:  # fmt: skip
        """SQL: of each of the wanted one word stands in the texts. `columns` are those of the table."""
        texts = [columns[text] for text in self.texts]
        read = [mentions(texts, words) for words in wanted]
        if session.get_bind().dialect.name != "sqlite":
            yield from read
            return
        is_long = [all(len(word) >= SHORTEST for word in words) for words in wanted]
        yield from (condition for condition, long in zip(read, is_long, strict=True) if not long)
        if any(is_long):
            yield columns.id.in_(self._rows([words for words, long in zip(wanted, is_long, strict=True) if long]))
        else:
            yield columns.id > sa.select(sa.func.max(columns.id) - NEWEST).scalar_subquery()

    def _rows(self, wanted: Sequence[Collection[str]]) -> sa.Select[Any]:
        """The newest rows that say all that is wanted."""
        words = " AND ".join(f"({' OR '.join(_quoted(word) for word in words)})" for words in wanted)
        rowid: sa.ColumnElement[int] = sa.literal_column("rowid")
        found = sa.select(rowid).select_from(sa.table(self.name)).where(sa.literal_column(self.name).op("MATCH")(words))
        return found.order_by(rowid.desc()).limit(MOST_FOUND)

    def _create(self, _table: Any, connection: sa.Connection, **_about: Any) -> None:
        is_sqlite = connection.dialect.name == "sqlite"
        for statement in self._in_sqlite(connection) if is_sqlite else self._in_postgresql(connection):
            connection.exec_driver_sql(statement)

    def _drop(self, _table: Any, connection: sa.Connection, **_about: Any) -> None:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {self.name}")

    def _in_postgresql(self, connection: sa.Connection) -> Iterator[str]:
        if connection.exec_driver_sql(MAY_HAVE_TRIGRAMS).scalar():
            yield f"CREATE EXTENSION IF NOT EXISTS {TRIGRAMS} SCHEMA public"
            schema = connection.exec_driver_sql(WHERE_TRIGRAMS).scalar()
            texts = ", ".join(f"{text} {schema}.gin_trgm_ops" for text in self.texts)
            yield f"CREATE INDEX {self.name} ON {self.table} USING gin ({texts})"

    def _in_sqlite(self, connection: sa.Connection) -> Iterator[str]:
        texts = ", ".join(self.texts)
        new, old = (", ".join(f"{row}.{text}" for text in self.texts) for row in ("new", "old"))
        take_out = f"INSERT INTO {self.name} ({self.name}, rowid, {texts}) VALUES ('delete', old.id, {old});"
        put_in = f"INSERT INTO {self.name} (rowid, {texts}) VALUES (new.id, {new});"
        yield (
            f"CREATE VIRTUAL TABLE {self.name} USING fts5({texts}, content='{self.table}', content_rowid='id',"
            " tokenize='trigram')"
        )
        version: Any = connection.dialect.server_version_info
        if version >= FIRST_SECURE_DELETE:
            yield f"INSERT INTO {self.name} ({self.name}, rank) VALUES ('secure-delete', 1)"
        for moment, deeds in (
            ("insert", put_in), ("delete", take_out), (f"update OF {texts}", f"{take_out} {put_in}"),
        ):  # fmt: skip
            trigger = f"{self.name}_{moment.partition(' ')[0]}"
            yield f"CREATE TRIGGER {trigger} AFTER {moment.upper()} ON {self.table} BEGIN {deeds} END"


def is_part_of_an_index(name: str) -> bool:
    """Whether a table or index is one of those that are made for a WordIndex."""
    return name.endswith("_words") or "_words_" in name


def _quoted(word: str) -> str:
    """A word as SQLite's index takes it, also with letters and marks apart."""
    spellings = dict.fromkeys([word, unicodedata.normalize("NFD", word)])
    return " OR ".join('"{}"'.format(spelling.replace('"', '""')) for spelling in spellings)


def _spellings(word: str) -> list[str]:
    if word.isascii():
        return [word]
    return list(dict.fromkeys([word.lower(), word.capitalize(), unicodedata.normalize("NFD", word)]))
