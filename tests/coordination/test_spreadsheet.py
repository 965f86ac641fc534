import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from quarter.coordination.spreadsheet import FORMULA_SIGNS, harmless, write

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.text(alphabet="=+-@\t\rab '"))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not harmless(text).startswith(FORMULA_SIGNS)
    assert harmless(text).removeprefix("'") in (text, text.removeprefix("'"))


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_what_is_written_can_be_read_again(rows) -> None:
    content = write(["a", "b"], rows)
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert read[1:] == [[harmless(cell) for cell in row] for row in rows]
