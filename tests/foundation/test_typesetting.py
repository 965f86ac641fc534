"""What PDF files can show: every script that a European town writes, and what they cannot is known beforehand."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from quarter.foundation.typesetting import FIRST_FONTS, list_undrawable, set_pdf

TEMPLATE = """#let sheet = json(bytes(sys.inputs.sheet))
#set document(title: "x", date: datetime(..sheet.dated))
#set text(font: sheet.fonts, lang: sheet.language, fallback: false)
= #sheet.text"""
SAID = {
    "Hebrew": "שלום לכולם", "Thai": "สวัสดี", "Tamil": "வணக்கம்", "Georgian": "გამარჯობა", "Ethiopic": "ሰላም",
    "Greek": "Καλημέρα", "Ukrainian": "Доброго дня", "Arabic": "مرحبا", "arrows": "A → B ⇒ C", "signs": "✓ ☐ ≤ ∑",
}  # fmt: skip


def made(tmp_path: Path, text: str, fonts: tuple[Path, ...] | None = None) -> str:
    template = tmp_path / "x.typ"
    template.write_text(TEMPLATE, encoding="utf-8")
    more = {"fonts": fonts} if fonts else {}
    content = set_pdf(template, {"text": text}, language="de", dated=datetime(2026, 12, 1, tzinfo=UTC), **more)
    return PdfReader(io.BytesIO(content)).pages[0].extract_text()


@pytest.mark.parametrize("script", sorted(SAID))
def test_it_draws(script: str, tmp_path: Path) -> None:
    assert list_undrawable(SAID[script]) == []
    assert "\N{REPLACEMENT CHARACTER}" not in made(tmp_path, SAID[script])


def test_records_of_the_first_form_are_set_as_they_were(tmp_path: Path) -> None:
    assert "\N{REPLACEMENT CHARACTER}" in made(tmp_path, "A → B", FIRST_FONTS)


def test_what_cannot_be_drawn_is_named_each_once() -> None:
    assert list_undrawable("Straße 行行, 街 😀\n\u200b") == ["行", "街"]
