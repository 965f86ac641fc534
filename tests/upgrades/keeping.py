"""Keeps a database for the tests of later versions: run where it was made, as README.md says.

`bash .ci/postgres .venv/bin/python -m tests.upgrades.keeping STORY FOLDER`: STORY is a Python file that fills the
instance it is given (`python STORY INSTANCE`: quarter.sqlite and files/) and the same into QUARTER_TEST_POSTGRESQL.
"""

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

# What only psql understands, or says something about the server that wrote it; the schema is the reader's choice.
NOT_FOR_ALL = re.compile(r"^(\\.*|SET .*|SELECT pg_catalog\.set_config\(.*)\n", re.MULTILINE)
BEFORE_ROWS = re.compile(r"\A.*?(?=^-- Data for Name)", re.MULTILINE | re.DOTALL)
SCHEMA = re.compile(r"^(INSERT INTO |SELECT pg_catalog\.setval\(')public\.", re.MULTILINE)


def dump_sqlite(file: Path) -> str:
    connection = sqlite3.connect(file)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def dump_postgresql(url: str) -> str:
    """Tables, rows, then keys and guards."""
    before, rows, after = (_dump(url, section) for section in ("pre-data", "data", "post-data"))
    tables, guards = (NOT_FOR_ALL.sub("", text).replace("public.", "") for text in (before, after))
    return tables + SCHEMA.sub(r"\1", re.sub(r"^\\.*\n", "", BEFORE_ROWS.sub("", rows), flags=re.MULTILINE)) + guards


def _dump(url: str, section: str) -> str:
    program = max(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), default=Path("pg_dump"))
    command = [program, "--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=100", f"--section={section}"]
    return subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout


def keep(story: Path, folder: Path) -> None:
    """Let the story be told, and keep what it left: both dumps and the files."""
    with tempfile.TemporaryDirectory() as name:
        instance = Path(name) / "instance"
        subprocess.run([sys.executable, story, instance], check=True)
        dumps = {
            "sqlite": dump_sqlite(instance / "quarter.sqlite"),
            "postgresql": dump_postgresql(os.environ["QUARTER_TEST_POSTGRESQL"]),
        }
        shutil.rmtree(folder / "files", ignore_errors=True)
        shutil.copytree(instance / "files", folder / "files")
    for engine, dump in dumps.items():
        (folder / f"{engine}.sql.gz").write_bytes(gzip.compress(dump.encode(), mtime=0))


if __name__ == "__main__":
    keep(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
