"""Every format says what it said before, in three languages, unless somebody wanted it otherwise."""

from pathlib import Path

import pytest

from quarter.minutes.exports.formats import SINGLE
from tests.minutes.golden_files import FOLDER, LANGUAGES, as_kept, files
from tests.minutes.readers import READERS, words_of

FILES = {f"{language}-{ending}": (ending, language, file) for ending, language, file in files()}


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_what_it_said(name: str) -> None:
    ending, language, file = FILES[name]
    kept, said = _kept(file), as_kept(ending, language)
    if ending in READERS or ending == "pdf":
        kept, said = words_of([kept]), words_of([said])
    assert said == kept


def test_no_format_is_left_out_and_no_file_is_kept_for_nothing() -> None:
    assert len(FILES) == len(SINGLE) * len(LANGUAGES)
    assert {file for _ending, _language, file in FILES.values()} == set(FOLDER.iterdir())


def _kept(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as open_file:
        return open_file.read()
