"""Minutes read back from files, block by block, by other means than those that wrote them."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import html5lib
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HTML_BLOCKS = {f"{XHTML}{name}" for name in ("h1", "h2", "h3", "p", "dt", "dd", "li", "th", "td")}
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


def part(content: bytes, name: str) -> Any:
    """One XML file of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def read_docx(content: bytes) -> list[str]:
    """The paragraphs of a Word file, those in tables too."""
    return ["".join(_word_text(paragraph)) for paragraph in part(content, "word/document.xml").iter(f"{W}p")]


def _word_text(paragraph: Any) -> Iterator[str]:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    for element in paragraph.iter():
        yield element.text or "" if element.tag == f"{W}t" else signs.get(element.tag, "")


def read_odt(content: bytes) -> list[str]:
    """The paragraphs and headings of an OpenDocument text, white space folded as the standard says."""
    body = part(content, "content.xml")
    return [_folded("".join(_odf_text(block))) for block in body.iter(f"{TEXT}p", f"{TEXT}h")]


SPACE, TAB, BREAK = "\ue100", "\ue101", "\ue102"  # what is an element in the file is not folded


def _odf_text(element: Any) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if inner.tag == f"{TEXT}s":
            yield SPACE * int(inner.get(f"{TEXT}c", "1"))
        elif inner.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            yield TAB if inner.tag == f"{TEXT}tab" else BREAK
        else:
            yield from _odf_text(inner)
        yield inner.tail or ""


def _folded(text: str) -> str:
    folded = re.sub("[ \t\r\n]+", " ", text).strip(" ")
    return folded.replace(SPACE, " ").replace(TAB, "\t").replace(BREAK, "\n")


def read_html(content: bytes) -> list[str]:
    """The blocks of a page, without its foot. Anything that the standard does not allow is an error."""
    page = html5lib.HTMLParser(strict=True).parse(content.decode())
    for foot in page.iter(f"{XHTML}footer"):
        foot.clear()
    for line_end in page.iter(f"{XHTML}br"):
        line_end.text = "\n"
    blocks = [element for element in page.iter() if element.tag in HTML_BLOCKS]
    return ["".join(block.itertext()) for block in blocks if not any(inner in HTML_BLOCKS for inner in _tags(block))]


def _tags(block: Any) -> list[str]:
    return [inner.tag for inner in block.iter() if inner is not block]


READERS = {"docx": read_docx, "odt": read_odt, "html": read_html}


def words_of(blocks: list[str]) -> str:
    """All words in one line, without the invisible marks around names."""
    return " ".join(" ".join(blocks).translate(ISOLATES).split())
