import re
import subprocess
import sys

from tests.house.sources import PYTHON, ROOT


def test_rooms_import_only_downwards() -> None:
    """The contracts stand in pyproject.toml; no line is exempt."""
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text()
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_models_have_real_annotations() -> None:
    """With annotations as strings SQLModel cannot set up lists of related rows."""
    for file in PYTHON:
        if "models" in (file.stem, file.parent.name):
            assert "from __future__ import annotations" not in file.read_text(), file


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    forbidden = re.compile(r"^(utils?|helpers?|common|managers?|misc)$")
    assert [file for file in PYTHON if forbidden.match(file.stem)] == []


def test_no_room_reads_a_table_by_its_name_in_a_string() -> None:
    """Upstairs least of all: the register of subjects knows. Migrations speak of tables that models no longer have."""
    named = re.compile(r"\b(?:sa\.)?table\(\s*[\"']|\btext\(\s*[\"']\s*SELECT")
    readers = [file for file in PYTHON if "migrations" not in file.parts and named.search(file.read_text())]
    assert readers == []
