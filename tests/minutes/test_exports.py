import io
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from quarter.foundation.glyphs import drawable_characters, make_drawable
from quarter.foundation.multilingual import Words
from quarter.foundation.typesetting import FONTS
from quarter.minutes.document import Minutes, Written, seal_of
from quarter.minutes.exports import markdown, pdf
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.exports.layout import lay_out
from tests.minutes.readers import read_docx, read_odt
from tests.minutes.sample import DRAFT, HOSTILE, ITEMS, MINUTES, SEALED

LANGUAGES = ("de", "en", "ar")


def words(language: str) -> Words:
    return Words(language, "Europe/Berlin")


def read(content: bytes) -> str:
    """The text of a PDF as a reader finds it, blanks folded."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def without_vowel_signs(text: str) -> str:
    return "".join(char for char in text if not "\u064b" <= char <= "\u0652")


def with_notes(text: str, lang: str = "de") -> Minutes:
    return replace(MINUTES, items=(replace(ITEMS[0], title=Written(text, lang), notes=Written(text, lang)),))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {language: pdf.render(MINUTES, words(language), SEALED) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_decision_counts_and_action_are_found_in_every_language(files: dict[str, bytes], language: str) -> None:
    text = read(files[language])
    sheet = lay_out(MINUTES, words(language), SEALED)
    assert "2026/07-1" in text
    assert "Tempo 20 in der Schleusengasse" in text
    assert "Soll in der Schleusengasse Tempo 20 gelten?" in text
    assert "Genehmigung für die Spielstraße vorbereiten" in text
    assert "Ordnungsamt · Klaus Weber" in text
    numbers = "".join(cell for row in sheet.decisions[0].votes.rows for cell in row[1:])
    assert re.sub(r"\D", "", numbers) in re.sub(r"\D", "", text)
    assert SEALED.sha256 in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_in_the_language_of_the_labels(files: dict[str, bytes], language: str) -> None:
    text = read(files[language])
    sheet = lay_out(MINUTES, words(language), SEALED)
    for heading in (sheet.decided, sheet.agreed, sheet.course, sheet.attendance, sheet.quorum):
        assert all(without_vowel_signs(word) in text for word in heading.split())


def test_arabic_words_are_found_in_a_pdf_of_any_language(files: dict[str, bytes]) -> None:
    for content in files.values():
        text = read(content)
        assert all(word in text for word in ("شارع", "للعب", "الروضة", "ليلى", "حداد"))


if shutil.which("pdftotext"):  # poppler reads differently from pypdf; where it is missing, one reader must do

    def test_another_reader_finds_the_same(files: dict[str, bytes], tmp_path: Path) -> None:
        for language, content in files.items():
            file = tmp_path / f"{language}.pdf"
            file.write_bytes(content)
            found = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
            assert "Tempo 20 in der Schleusengasse" in found, language
            assert "الروضة" in found, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_that_it_is_an_archive_and_accessible(files: dict[str, bytes], language: str) -> None:
    reader = PdfReader(io.BytesIO(files[language]))
    root = reader.trailer["/Root"]
    about = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title.endswith("Arbeitskreis Kanalviertel · Kanalviertel")
    assert reader.metadata.author == "Stadt Beispielhafen"


def test_tables_have_headers_and_headings_come_in_order(files: dict[str, bytes]) -> None:
    kinds = structure(PdfReader(io.BytesIO(files["de"])))
    assert "/TH" in kinds
    headings = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert headings[0] == 1
    assert all(deeper - before <= 1 for before, deeper in pairwise(headings))


def structure(reader: PdfReader) -> list[str]:
    """The kinds of all structure elements, in reading order."""
    found: list[str] = []

    def walk(element: object) -> None:
        element = getattr(element, "get_object", lambda: element)()
        if isinstance(element, list):
            for child in element:
                walk(child)
        elif isinstance(element, dict):
            found.append(element.get("/S", ""))
            walk(element.get("/K", []))

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_what_people_wrote_is_never_obeyed(files: dict[str, bytes]) -> None:
    for content in files.values():
        text = read(content)
        assert HOSTILE in text


def test_the_same_minutes_give_the_same_bytes(files: dict[str, bytes]) -> None:
    assert pdf.render(MINUTES, words("de"), SEALED) == files["de"]


def test_a_draft_says_that_it_is_one_and_carries_no_seal() -> None:
    sheet = lay_out(MINUTES, words("en"), DRAFT)
    text = read(pdf.render(MINUTES, words("en"), DRAFT))
    assert sheet.status in text
    assert "Seal (SHA-256)" not in text
    assert f"Checksum (SHA-256) {seal_of(MINUTES.to_json())}" in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Danke 😀", "Danke [grinning face]"),
        ("漢字", "\ufffd\ufffd"),
        ("a\x00b\x07c", "abc"),
        ("\ue000", "\ufffd"),
        ("Straße Iğdır Łódź Їжак", "Straße Iğdır Łódź Їжак"),
        ("e\u0301", "é"),
    ],
)
def test_a_character_without_glyph_is_named_or_marked(text: str, found: str) -> None:
    assert make_drawable(text, drawable_characters(FONTS)) == found


@pytest.mark.parametrize(
    "text",
    [
        "😀👨‍👩‍👧 ✅",
        "漢字 ไทย हिन्दी",
        "\x00\x01\ufeff\u202e",
        "\ue000\U000f0000",
        "√\u0359 ب\u0301 ∎\u0322",
        "\u200f" * 50,
        "\n\n\n",
    ],
)
def test_no_text_can_keep_the_minutes_from_being_taken_away(text: str) -> None:
    assert pdf.render(with_notes(text), words("ar"), DRAFT).startswith(b"%PDF")


def test_a_meeting_without_anything_still_has_minutes() -> None:
    empty = replace(MINUTES, items=(), seats=(), opened_at=None, ended_at=None, quorum_found_at=None)
    sheet = lay_out(empty, words("en"), DRAFT)
    text = read(pdf.render(empty, words("en"), DRAFT))
    assert sheet.nothing_decided in text
    assert sheet.nothing_agreed in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_says_the_same(language: str) -> None:
    text = markdown.render(MINUTES, words(language), SEALED).decode()
    assert text.startswith("# ")
    assert "> Soll in der Schleusengasse Tempo 20 gelten?" in text
    assert "Genehmigung für die Spielstraße vorbereiten" in text
    assert re.search(r"\| 0 \| 2 \| 0 \| 2 \w+ 2 \|", text)
    assert f"`{SEALED.sha256}`" in text


def test_markdown_shows_signs_and_does_not_obey_them() -> None:
    text = markdown.render(with_notes("1. *eins*\n- zwei <b>\n# drei | vier"), words("de"), DRAFT).decode()
    assert "1\\. \\*eins\\*\\\n\\- zwei \\<b\\>\\\n\\# drei \\| vier" in text


@pytest.mark.parametrize("ending", ["html", "md", "akn.xml", "docx", "odt", "pdf"])
def test_where_something_was_decided_nobody_reads_that_nothing_was_noted(ending: str) -> None:
    """An item without notes says so only if nothing came of it either."""
    decided = next(item for item in ITEMS if item.decisions)
    bare = replace(decided, notes=Written("", "de"), actions=())
    for item, is_said in ((bare, False), (replace(bare, decisions=()), True)):
        content = FORMATS[ending].render(replace(MINUTES, items=(item,)), words("en"), SEALED)
        said = {"docx": read_docx, "odt": read_odt, "pdf": lambda file: [read(file)]}.get(
            ending, lambda file: [file.decode()]
        )
        assert ("Nothing was noted" in " ".join(said(content))) is is_said
