"""The PDF as an archive and a screen reader take it: tagged, marked, with all its fonts, and without a fault."""

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from quarter.foundation.multilingual import LOCALES, Words
from quarter.minutes.document import Minutes, RecordStatus, seal_of
from quarter.minutes.exports import pdf
from quarter.minutes.exports.layout import lay_out
from tests.minutes import generated
from tests.minutes.pdf_rules import elements, tree
from tests.minutes.sample import DRAFT, MINUTES, SEALED

Z = "{http://www.aiim.org/pdfa/ns/id/}"
UA = "{http://www.aiim.org/pdfua/ns/id/}"
FOOT = "Protokoll der Sitzung 7 · Festgeschrieben · Vollständige Fassung · Fassung 4 vom 5. November 2026"
PLAIN_WORD = re.compile(r"(?<!\S)[A-Za-zäöüÄÖÜß]{2,20}(?!\S)")


def made(of: Minutes = MINUTES, status: RecordStatus = SEALED, language: str = "de") -> bytes:
    return pdf.render(of, Words(language, "Europe/Berlin"), status)


@pytest.fixture(scope="module", params=[(language, status) for language in LOCALES for status in (DRAFT, SEALED)],
                ids=lambda param: f"{param[0]}-{param[1].state}")  # fmt: skip
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[pikepdf.Pdf, str, RecordStatus]]:
    language, status = request.param
    with pikepdf.open(io.BytesIO(made(language=language, status=status))) as document:
        yield document, language, status


def test_language_title_and_both_standards_are_named(opened) -> None:
    document, language, _status = opened
    title = lay_out(MINUTES, Words(language, "Europe/Berlin"), SEALED).title
    assert str(document.Root.Lang) == language
    assert document.Root.ViewerPreferences.DisplayDocTitle is True
    with document.open_metadata() as about:
        assert (about[f"{Z}part"], about[f"{Z}conformance"], about[f"{UA}part"]) == ("2", "A", "1")
        assert title in about["dc:title"] and about["dc:creator"] == ["Stadt Beispielhafen"]
        assert about["xmp:CreateDate"] and language in "".join(about["dc:language"])


def test_headings_go_down_one_by_one_and_tables_have_heads_rows_and_captions(opened) -> None:
    document, _language, _status = opened
    assert document.Root.MarkInfo.Marked is True
    kinds = [str(element.S) for element in tree(document)]
    levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert levels[0] == 1 and levels.count(1) == 1 and max(levels) == 3
    assert all(deeper - before <= 1 for before, deeper in pairwise(levels))
    tables = [element for element in tree(document) if element.S == "/Table"]
    assert len(tables) == 5
    for table in tables:
        assert table.K[0].S == "/Caption"
        [top], body = ([part for part in table.K if kind == part.S] for kind in ("/THead", "/TBody"))
        assert {_scope(head) for head in elements(top.K) if head.S == "/TH"} == {"/Column"}
        for row in (row for part in body for row in elements(part.K) if row.S == "/TR"):
            first, *others = row.K
            assert first.S == "/TH" and _scope(first) == "/Row" and {cell.S for cell in others} == {"/TD"}


def _scope(head: Any) -> str:
    attributes = head.A if isinstance(head.A, pikepdf.Array) else [head.A]
    return next(str(each.Scope) for each in attributes if "/Scope" in each)


def test_every_font_lies_in_the_file(opened) -> None:
    document, _language, _status = opened
    fonts = {font.objgen: font for page in document.pages for font in page.resources.get("/Font", {}).values()}
    assert fonts
    for font in fonts.values():
        for inner in font.get("/DescendantFonts", [font]):
            descriptor = inner.FontDescriptor
            assert any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")), font.BaseFont
        assert "/ToUnicode" in font


def test_the_watermark_of_a_draft_is_said_once_and_only_seen_behind(opened) -> None:
    """It is an artifact: a screen reader hears the state on top of the page, and not once more on each page."""
    document, language, status = opened
    draft = Words(language, "Europe/Berlin").label(DRAFT.state)
    assert (lay_out(MINUTES, Words(language, "Europe/Berlin"), status).watermark == draft) is (status is DRAFT)
    for page in document.pages:
        turned = [
            stack for stack, operator, operands in marked(page)
            if operator == "cm" and abs(float(operands[1])) > 0.1 and abs(float(operands[0])) < 0.9
        ]  # fmt: skip
        assert bool(turned) is (status is DRAFT)
        assert all("/Artifact" in stack for stack in turned)


def marked(page: pikepdf.Page) -> Iterator[tuple[list[str], str, list[Any]]]:
    """Each instruction of a page with the marks around it."""
    stack: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BMC", "BDC"):
            stack.append(str(operands[0]))
        elif str(operator) == "EMC":
            stack.pop()
        else:
            yield list(stack), str(operator), list(operands)


def test_there_is_no_program_and_no_way_out_in_it(opened) -> None:
    document, _language, _status = opened
    assert "/OpenAction" not in document.Root and "/AA" not in document.Root and "/AcroForm" not in document.Root
    assert all("/Annots" not in page or not len(page.Annots) for page in document.pages)


def test_no_fault_is_found_in_it(opened, tmp_path: Path) -> None:
    document, language, status = opened
    assert document.check_pdf_syntax() == []
    if program := shutil.which("qpdf"):
        file = tmp_path / "minutes.pdf"
        file.write_bytes(made(language=language, status=status))
        done = subprocess.run([program, "--check", file], capture_output=True, text=True, check=True)
        assert "No syntax or stream encoding errors found" in done.stdout and not done.stderr


def test_the_last_page_is_for_those_who_sign() -> None:
    last = PdfReader(io.BytesIO(made())).pages[-1].extract_text()
    for said in ("Unterschriften", "Mona Faber", "Sven Otto", "Welcher Text das ist", str(SEALED.sha256)):
        assert said in last


def test_every_page_says_version_state_and_date() -> None:
    for page in PdfReader(io.BytesIO(made())).pages:
        assert FOOT in " ".join(page.extract_text().split())


@settings(max_examples=15)
@given(st.data())
def test_whatever_was_said_and_decided_is_found_by_another_reader(data: st.DataObject) -> None:
    """Words in plain letters, numbers and checksums; signs of all kinds have tests of their own.

    Where a mark over a letter has no glyph, a PDF keeps both under the letter's: it comes back with the mark.
    """
    of = data.draw(generated.minutes())
    status = data.draw(generated.statuses(of))
    content = made(of, status, data.draw(st.sampled_from(LOCALES)))
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    found = "".join(char for char in pages if not unicodedata.category(char).startswith("M"))
    for text in _typed(of):
        assert [word for word in PLAIN_WORD.findall(text) if word not in found] == []
    squeezed = re.sub(r"\s", "", found)
    for number in (each.number for each in of.decisions):
        assert number in squeezed
    assert (status.sha256 or seal_of(of.to_json())) in squeezed
    assert all(file.sha256 in squeezed for _item, file in of.all_files)


def _typed(of: Minutes) -> Iterator[str]:
    yield from (of.municipality, of.quarter, of.group, of.place)
    yield from (text for seat in of.present for text in (seat.name, seat.organisation))
    for item in of.items:
        yield from (item.title.text, item.notes.text)
        yield from (text for each in item.decisions for text in (each.title.text, each.question.text))
        yield from (text for each in item.actions for text in (each.title.text, each.organisation, each.person))


@pytest.mark.parametrize("text", ["Satz mit # und *. " * 2_800, "x" * 50_000, "شارع للعب " * 5_000])
def test_fifty_thousand_characters_are_set(text: str) -> None:
    item = replace(MINUTES.items[0], notes=replace(MINUTES.items[0].notes, text=text))
    content = made(replace(MINUTES, items=(item,)))
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.check_pdf_syntax() == []
