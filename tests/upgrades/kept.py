"""Databases that earlier versions left behind, each in a folder of its own, for SQLite and for PostgreSQL.

`python -m tests.upgrades.kept` writes down anew what files the minutes give: after a wanted change of an exporter, and
never for the record itself (`.json`), which stays as it is for ever.
"""

import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import sqlalchemy as sa
from click.testing import CliRunner

from quarter.cli import cli
from quarter.foundation.db import Database
from quarter.rooms import furnish

HERE = Path(__file__).parent
VERSIONS = ("full", "public")


@dataclass(frozen=True)
class Kept:
    """One database as its version left it. What is known of it stands in `told.json`."""

    folder: Path

    @cached_property
    def told(self) -> Mapping[str, Any]:
        return json.loads((self.folder / "told.json").read_text(encoding="utf-8"))

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.told["made_at"])

    @property
    def exported(self) -> Mapping[str, str]:
        """The checksum of each file that its version made of the minutes, by name."""
        lines = (self.folder / "files.sha256").read_text(encoding="utf-8").splitlines()
        return {name: checksum for checksum, name in (line.split("  ", 1) for line in lines)}

    def load(self, database: Database) -> None:
        """Fill a database without tables: tables, rows, guards, and the revision at which they are."""
        dump = gzip.decompress((self.folder / f"{database.engine.dialect.name}.sql.gz").read_bytes()).decode()
        with _driver_of(database) as connection:
            if database.is_sqlite:
                connection.executescript(f"PRAGMA foreign_keys = OFF;\n{dump}\nPRAGMA foreign_keys = ON;")
            else:
                connection.execute(dump)

    def bring_files(self, instance: Path) -> None:
        """Photos and attachments, as if they lay there since the database was made."""
        shutil.copytree(self.folder / "files", instance / "files")
        for file in (instance / "files").iterdir():
            os.utime(file, (self.made_at.timestamp(),) * 2)


def list_kept() -> list[Kept]:
    return [Kept(file.parent) for file in sorted(HERE.glob("*/told.json"))]


@contextmanager
def _driver_of(database: Database) -> Iterator[Any]:
    """The driver's own connection: it takes many statements at once, and leaves percent signs alone."""
    connection = database.engine.raw_connection()
    try:
        yield connection.driver_connection
        connection.commit()
    finally:
        connection.close()


def export_minutes(database: Database, instance: Path, years: Mapping[str, list[int]]) -> Mapping[str, str]:
    """The checksum of each file that `quarter minutes export` writes of the years of each group, by name."""
    folder = instance / "exported"
    url = database.url.render_as_string(hide_password=False)
    with patch.dict(os.environ, {"QUARTER_INSTANCE": str(instance), "QUARTER_DATABASE_URL": url}):
        for group, year in ((group, year) for group, several in years.items() for year in several):
            for version in VERSIONS:
                which = ("--group", group, "--year", str(year), "--version", version, "--output", str(folder))
                for form in (("--format", "all", "--lang", "all"), ("--format", "zip", "--lang", "de")):
                    CliRunner().invoke(cli, ["minutes", "export", *which, *form], catch_exceptions=False)
    return {file.name: checksum_of(file.name, file.read_bytes()) for file in sorted(folder.iterdir())}


def checksum_of(name: str, content: bytes) -> str:
    """SHA-256 of a file; of one that is a ZIP inside, of what it holds in its order.

    How small the same content gets when it is packed depends on the machine's zlib, which is no part of ours.
    """
    if not name.endswith((".docx", ".odt", ".zip")):
        return sha256(content).hexdigest()
    with ZipFile(BytesIO(content)) as packed:
        held = [f"{checksum_of(each, packed.read(each))}  {each}\n" for each in packed.namelist()]
    return sha256("".join(held).encode()).hexdigest()


def rows_of(database: Database) -> Mapping[str, int]:
    """How many rows each table has."""
    with database.engine.connect() as connection:
        tables = sorted(set(sa.inspect(connection).get_table_names()) - {"alembic_version"})
        return {table: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(table))) for table in tables}


def write_down(kept: Kept) -> None:
    """Keep the checksums of what this version makes of the minutes."""
    with tempfile.TemporaryDirectory() as name:
        instance = Path(name)
        database = Database(f"sqlite:///{instance / 'quarter.sqlite'}")
        kept.load(database)
        kept.bring_files(instance)
        exported = export_minutes(database, instance, kept.told["years"])
    lines = (f"{checksum}  {name}\n" for name, checksum in exported.items())
    (kept.folder / "files.sha256").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    furnish()
    for each in list_kept():
        write_down(each)
