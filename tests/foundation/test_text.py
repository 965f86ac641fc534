"""Text as it is kept, wherever it comes in."""

import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.foundation.text import normalised, one_line, words_of

# As it comes out of a word processor.
PASTED = (
    "So geht das nicht\x85\u2028neue Zeile aus Word\vweicher Umbruch\fSeitenumbruch \aGlocke\r\n"
    "\uf0b7\tAufzählung\r\uf0a7\tKästchen\n"
    "Weich\xadtrenn\xadung, ge\u2060schützt, \u200bNullbreite, \ufeffMarke, \u202everkehrt\u202c"
)


def test_what_is_pasted_from_a_word_processor_reads_as_it_looked() -> None:
    assert normalised(PASTED) == (
        "So geht das nicht\n\nneue Zeile aus Word\nweicher Umbruch\nSeitenumbruch Glocke\n"
        "•\tAufzählung\n•\tKästchen\n"
        "Weichtrennung, geschützt, Nullbreite, Marke, verkehrt"
    )


def test_letters_and_their_marks_become_one() -> None:
    assert normalised("u\u0308berfu\u0308llt") == "überfüllt"
    assert words_of("u\u0308berfu\u0308llt") == ["überfüllt"]


@pytest.mark.parametrize(
    "needed",
    [
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "👨\u200d👩\u200d👧",
        "🏳\ufe0f\u200d🌈",
        "\u2068عمر\u2069 Müller",
        "100\u202f%",
        "葛\U000e0100城",
        "→ ½ Ḁ ﬁ",
        "a\tb",
    ],
)
def test_what_a_script_or_a_name_needs_stays(needed: str) -> None:
    assert normalised(needed) == needed


@pytest.mark.parametrize(
    "nothing", ["\u200b", " \u200b\n", "\u200d", "\u2068\u2069", "\u3164", "\u2800", "\ufe0f", "\xad"]
)
def test_where_nothing_is_to_be_seen_there_is_no_text(nothing: str) -> None:
    assert normalised(nothing).strip() == ""


def test_arrows_and_faces_that_a_word_processor_made_of_signs_stay_what_they_were() -> None:
    assert normalised("Tor \uf0e0 Platz \uf04a") == "Tor → Platz ☺"


def test_a_title_stands_in_one_line() -> None:
    assert one_line("Bank\u2028am\r\n\tKanal") == "Bank am Kanal"


@given(st.text(st.characters(codec=None)))
def test_what_was_normalised_stays_as_it_is_and_any_database_and_file_takes_it(text: str) -> None:
    kept = normalised(text)
    assert normalised(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    kept.encode()
    assert not {"\0", "\r", "\u2028", "\ufffe"} & set(kept)


@pytest.mark.parametrize(
    "letters", ["\u0301\u0327", "\u0301", "a\u0327\u0301", "ä", "\u200b", "-", "\r\n", "\u1100\u1161"]
)
def test_no_text_takes_longer_than_its_length_says(letters: str) -> None:
    text, begun = "a" + letters * (400_000 // len(letters)), process_time()
    normalised(text)
    assert process_time() - begun < 0.3


def test_many_marks_on_one_letter_all_stay() -> None:
    assert normalised("z" + "\u0301\u0327" * 100).count("\u0327") == 100
