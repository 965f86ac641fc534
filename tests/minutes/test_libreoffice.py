"""The office program that most associations have reads our Word and OpenDocument files: few starts for many files."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from quarter.foundation.multilingual import LOCALES, Words
from quarter.minutes.document import Minutes
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.exports.sheet import PrintedRecord
from tests.minutes.generated import minutes
from tests.minutes.sample import DRAFT

ENDINGS = ("docx", "odt")
EVENINGS = 8  # of any kind, each in both formats, at one start

if LIBREOFFICE := shutil.which("soffice"):  # .ci/prepare installs it; where it is missing .ci/test says so

    @settings(max_examples=4, deadline=None)  # the first is always the emptiest
    @given(st.lists(st.tuples(minutes(), st.sampled_from(LOCALES)), min_size=EVENINGS, max_size=EVENINGS))
    def test_libreoffice_finds_every_decision_count_name_and_action(evenings: list[tuple[Minutes, str]]) -> None:
        files, sheets = {}, {}
        for number, (of, language) in enumerate(evenings):
            words = Words(language, "Europe/Berlin")
            for ending in ENDINGS:
                files[f"{ending}-{number}.{ending}"] = FORMATS[ending].render(of, words, DRAFT)
                sheets[f"{ending}-{number}.txt"] = of, lay_out(of, words, DRAFT)
        for name, text in read_by_libreoffice(files).items():
            for expected in what_counts(*sheets[name]):
                assert letters(expected) in letters(text), (name, expected)


def read_by_libreoffice(files: Mapping[str, bytes]) -> Mapping[str, str]:
    """The text of each file as LibreOffice has it, by the name that LibreOffice gives it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        subprocess.run(
            [str(LIBREOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
             "txt:Text (encoded):UTF8", "--outdir", folder / "read", *(folder / file for file in files)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return {file.name: file.read_text(encoding="utf-8") for file in (folder / "read").iterdir()}


def what_counts(of: Minutes, sheet: PrintedRecord) -> Iterable[str]:
    """Every decision, count, name and action."""
    for seat in (*of.present, *of.absent):
        yield seat.name
    for decision in of.decisions:
        yield from (decision.number, decision.title.text, decision.question.text)
    for item in of.items:
        for action in (*item.actions, *item.reported):
            yield from (action.title.text, action.organisation, action.person)
    for counted in sheet.decisions:
        yield from (cell for row in counted.votes.rows for cell in row)


def letters(text: str) -> str:
    """Letters and digits alone: blanks, marks and what has no sign are each program's own affair."""
    return re.sub(r"[\W_]", "", text)
