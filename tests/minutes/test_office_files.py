"""Word, OpenDocument and web page: the same words in each, as they were typed, and nothing that is obeyed."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import html5lib
import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quarter.foundation.multilingual import LOCALES, Words
from quarter.minutes.document import Minutes, RecordStatus, Written, seal_of
from quarter.minutes.domain import MinutesState
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.exports.layout import lay_out
from tests.minutes.generated import ODDITIES, minutes, statuses
from tests.minutes.readers import READERS, TEXT, XHTML, W, part, words_of
from tests.minutes.sample import DRAFT, HOSTILE, ITEMS, LETTER, MINUTES, PLAN, SEALED

HOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NOT_IN_HTML = re.compile("[\x7f-\x9f\ufdd0-\ufdef\U0001fffe\U0001ffff\U0010fffe\U0010ffff]")
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def made(ending: str, language: str = "de", of: Minutes = MINUTES, status: RecordStatus = SEALED) -> bytes:
    return FORMATS[ending].render(of, Words(language, "Europe/Berlin"), status)


def with_notes(text: str, lang: str = "de") -> Minutes:
    return replace(MINUTES, items=(replace(ITEMS[0], title=Written(text, lang), notes=Written(text, lang)),))


def as_it_comes_out(text: str, ending: str) -> str:
    """What can stand in the file; the rest is one visible mark each."""
    text = HOLDABLE.sub("\ufffd", re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text))
    return NOT_IN_HTML.sub("\ufffd", text) if ending == "html" else text


@pytest.mark.parametrize("ending", READERS)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_was_said_and_decided_is_in_the_file(ending: str, data: st.DataObject) -> None:
    of = data.draw(minutes())
    status, language = data.draw(statuses(of)), data.draw(st.sampled_from(LOCALES))
    content = made(ending, language, of, status)
    assert content == made(ending, language, Minutes.from_json(of.to_json()), status)
    text = words_of(READERS[ending](content))
    sheet = lay_out(of, Words(language, "Europe/Berlin"), status)
    for expected in (
        *_said(of),
        *(cell for decision in sheet.decisions for row in decision.votes.rows for cell in row),
        *(value for _label, value in sheet.facts),
        *(fact for item in sheet.items for fact in item.facts),  # reached or not, what was approved, due invitation
        *(line.rest for item in sheet.items for line in item.actions),
    ):
        assert words_of([as_it_comes_out(expected, ending)]) in text
    assert (status.sha256 or seal_of(of.to_json())) in text
    for expected in (sheet.status, *(word for fact in sheet.proof.facts for word in fact), sheet.proof.label):
        assert words_of([expected]) in text


def _said(of: Minutes) -> list[str]:
    """Everything that people wrote, decided and agreed, and who was there or missing."""
    people = [text for seat in (*of.present, *of.absent) for text in (seat.name, seat.organisation)]
    people += [seat.stands_in_for for seat in of.present]
    decided = [text for each in of.decisions for text in (each.number, each.title.text, each.question.text)]
    agreed = [text for each in of.actions for text in (each.title.text, each.organisation, each.person)]
    open_ones = [each for item in of.items for each in item.reported]
    agreed += [text for each in open_ones for text in (each.title.text, each.organisation, each.person)]
    noted = [text for item in of.items for text in (item.title.text, item.notes.text)]
    beside = [text for _item, file in of.all_files for text in (file.name, file.sha256)]
    return [of.municipality, of.quarter, of.group, of.place, *people, *decided, *agreed, *noted, *beside]


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("text", [*ODDITIES, "x" * 50_000, "Satz. " * 8_000 + "شارع " * 400, HOSTILE])
def test_text_comes_out_as_it_was_typed(ending: str, text: str) -> None:
    blocks = READERS[ending](made(ending, "ar", with_notes(text), DRAFT))
    for paragraph in re.split(r"\n\s*\n", as_it_comes_out(text, ending)):
        assert not paragraph.strip() or paragraph.strip("\n") in blocks


def test_nothing_typed_becomes_a_field_a_link_or_a_script() -> None:
    of = with_notes("\n".join((HOSTILE, *ODDITIES)))
    word = etree.tostring(part(made("docx", of=of), "word/document.xml"))
    assert not re.search(b"<w:(fldSimple|instrText|fldChar|hyperlink|object|pict|drawing)", word)
    text = etree.tostring(part(made("odt", of=of), "content.xml"))
    assert not re.search(b"<(text:a|text:script|draw:|text:user-field|office:event)", text)
    page = made("html", of=of).decode()
    assert not re.search(r"<(script|link|img|a|iframe|object|form)\b|\s(src|href|style|on\w+)=\"|url\(|@import", page)


def test_a_word_file_has_true_headings_tables_and_languages() -> None:
    content = made("docx", "de")
    body = part(content, "word/document.xml")
    styles = [style.get(f"{W}val") for style in body.iter(f"{W}pStyle")]
    headings = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert headings[0] == 1 and headings.count(1) == 1
    assert {2, 3} == set(headings[1:])
    assert {"Quote", "ListBullet"} <= set(styles)
    for table in body.iter(f"{W}tbl"):
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")].count(True) == 1
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
    spoken = {
        "".join(run.itertext()): (run.find(f"{W}rPr/{W}lang").attrib, run.find(f"{W}rPr/{W}rtl"))
        for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}lang") is not None
    }  # fmt: skip
    marks, rtl = spoken["هل تُخصَّص ثمانون مترًا أمام الروضة شارعًا للعب؟"]
    assert marks == {f"{W}bidi": "ar-EG"} and rtl is not None


def test_an_arabic_word_file_runs_from_right_to_left_and_german_words_in_it_do_not() -> None:
    body = part(made("docx", "ar"), "word/document.xml")
    assert body.find(f".//{W}sectPr/{W}bidi") is not None
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in body.iter(f"{W}tbl"))
    from_the_left = [
        "".join(paragraph.itertext()) for paragraph in body.iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}bidi") is None
    ]  # fmt: skip
    assert from_the_left == [
        MINUTES.decisions[0].question.text, *ITEMS[1].notes.text.split("\n\n"), ITEMS[2].notes.text,
        LETTER.sha256, PLAN.sha256, SEALED.sha256,
    ]  # fmt: skip
    for run in body.iter(f"{W}r"):
        has_arabic = re.search("[\u0621-\u064a]", "".join(run.itertext()))
        assert not has_arabic or run.find(f"{W}rPr/{W}rtl") is not None


def test_an_opendocument_text_has_levels_header_rows_and_directions() -> None:
    content = made("odt", "ar")
    body = part(content, "content.xml")
    levels = [int(heading.get(f"{TEXT}outline-level")) for heading in body.iter(f"{TEXT}h")]
    assert levels[0] == 1 and levels.count(1) == 1 and set(levels[1:]) == {2, 3}
    assert all(len(table.findall(f"{TABLE}table-header-rows")) == 1 for table in body.iter(f"{TABLE}table"))
    modes = {
        style.get(f"{STYLE}name"): style.find(f"{STYLE}paragraph-properties").get(f"{STYLE}writing-mode")
        for style in body.iter(f"{STYLE}style") if style.find(f"{STYLE}paragraph-properties") is not None
    }  # fmt: skip
    assert (modes["Standard-de"], modes["Quotations-ar"]) == ("lr-tb", "rl-tb")
    german = next(style for style in body.iter(f"{STYLE}style") if style.get(f"{STYLE}name") == "in-de")
    assert german[0].get(f"{FO}language") == "de" and german[0].get(f"{FO}country") == "DE"
    aligned = {each.get(f"{FO}text-align") for each in part(content, "styles.xml").iter()} - {None}
    assert aligned == {"left", "right"}  # LibreOffice takes "start" for left, in Arabic too
    layout = part(content, "styles.xml").find(f".//{STYLE}page-layout-properties")
    assert layout.get(f"{STYLE}writing-mode") == "rl-tb" and layout.get(f"{FO}page-width") == "21cm"


def test_a_page_says_language_and_direction_of_each_passage_and_asks_for_nothing() -> None:
    page = html5lib.HTMLParser(strict=True).parse(made("html", "ar").decode())
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert [len(list(page.iter(f"{XHTML}{name}"))) for name in ("h1", "header", "main", "footer")] == [1, 1, 1, 1]
    passages = [(each.get("lang"), each.get("dir")) for each in page.iter(f"{XHTML}p") if each.get("lang")]
    assert {("de", "ltr"), ("ar", "rtl")} == set(passages)
    for table in page.iter(f"{XHTML}table"):
        assert table.findtext(f"{XHTML}caption")
        assert all(head.get("scope") in ("col", "row") for head in table.iter(f"{XHTML}th"))


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_archives_hold_only_what_is_named_and_no_date_of_today(ending: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(ending))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
        assert ending == "docx" or (names[0], archive.getinfo("mimetype").compress_type) == ("mimetype", 0)
        listed = archive.read("[Content_Types].xml" if ending == "docx" else "META-INF/manifest.xml").decode()
    parts = [name for name in names if name.endswith(".xml") and "manifest" not in name and "Content_Types" not in name]
    assert all(name in listed for name in parts)


def test_other_programs_read_what_the_files_say_about_themselves() -> None:
    """The libraries with which others read such files are not those that wrote them."""
    word = docx.Document(io.BytesIO(made("docx", "de")))
    about = word.core_properties
    assert about.title == "Protokoll der Sitzung 7 · Arbeitskreis Kanalviertel · Kanalviertel"
    assert (about.author, about.language, about.content_status) == ("Stadt Beispielhafen", "de-DE", "Festgeschrieben")
    assert about.created == about.modified == SEALED.circulated_at
    assert about.identifier == f"sha256:{SEALED.sha256}"
    assert [style.name for style in word.styles if style.name.startswith("Heading")] == [
        "Heading 1", "Heading 2", "Heading 3",
    ]  # fmt: skip
    text = odfdo.Document(io.BytesIO(made("odt", "de")))
    assert text.meta.title == about.title
    assert str(text.meta.language) == "de-DE"
    assert [int(heading.level) for heading in text.body.headers][:2] == [1, 2]
    assert len(text.body.tables) == len(word.tables)


@pytest.mark.parametrize("ending", READERS)
def test_only_a_draft_says_that_it_is_one(ending: str) -> None:
    marks = {"docx": ("word/header.xml", "Entwurf"), "odt": ("styles.xml", "Entwurf")}
    for status in (DRAFT, SEALED, RecordStatus(MinutesState.CIRCULATED, SEALED.circulated_at)):
        content = made(ending, status=status)
        name, mark = marks.get(ending, ("", "Entwurf"))
        head = etree.tostring(part(content, name), encoding="unicode") if name else content.decode()
        assert (mark in head) is (status is DRAFT)
        assert ("Festgeschrieben am" in words_of(READERS[ending](content))) is (status is SEALED)
