import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.foundation.spreadsheets import FORMULA_SIGNS, harmless, separator, write

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.text(alphabet="=+-@\t\r\n＝＠ab '"))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not harmless(text).startswith(FORMULA_SIGNS)
    assert harmless(text).removeprefix("'") in (text, text.removeprefix("'"))


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5), st.sampled_from(["de", "en", "ar"]))
def test_what_is_written_can_be_read_again(rows, language: str) -> None:
    content = write(["a", "b"], rows, language=language)
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator(language)))
    assert read[1:] == [[harmless(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(("language", "sign"), [("de", ";"), ("tr", ";"), ("en", ","), ("ar", ",")])
def test_where_the_comma_is_the_decimal_sign_a_semicolon_stands_between_cells(language: str, sign: str) -> None:
    assert separator(language) == sign
    assert write(["a", "b"], [], language=language).decode("utf-8-sig") == f"a{sign}b\r\n"
