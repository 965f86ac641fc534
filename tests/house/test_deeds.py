"""Every deed says who did it: it is recorded, or the deed says in a line why it leaves no trace."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import PYTHON, ROOT

SERVICES = [file for file in PYTHON if "service" in (file.stem, file.parent.name)]


def _deeds(module: ast.Module) -> Iterator[ast.FunctionDef]:
    for each in module.body:
        is_public = isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
        if is_public and "actor" in {argument.arg for argument in each.args.args}:
            yield each


def _hands_on_who_acts(deed: ast.FunctionDef) -> bool:
    """To `record`, or to another deed."""
    calls = (each for each in ast.walk(deed) if isinstance(each, ast.Call))
    return any(isinstance(given, ast.Name) and given.id == "actor" for call in calls for given in call.args)


def _silent(file: Path) -> Iterator[str]:
    module = ast.parse(file.read_text())
    for deed in _deeds(module):
        said = f"{ast.get_docstring(module)} {ast.get_docstring(deed)}"
        if not _hands_on_who_acts(deed) and "trace" not in said:
            yield f"{file.relative_to(ROOT)}: {deed.name}"


def test_every_deed_is_recorded_or_says_why_it_leaves_no_trace() -> None:
    assert [deed for file in SERVICES for deed in _silent(file)] == []
