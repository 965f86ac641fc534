"""One German, one English and one Arabic record in every format, kept to be compared.

After a wanted change `python -m tests.minutes.golden_files` writes them anew: read the difference, then commit it.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from quarter.foundation.multilingual import Words
from quarter.minutes.exports.formats import SINGLE
from quarter.rooms import furnish
from tests.minutes.readers import READERS
from tests.minutes.sample import MINUTES, SEALED

FOLDER = Path(__file__).with_name("golden")
AS_KEPT = replace(SEALED, sha256="0123456789abcdef" * 4)  # a seal that no new field of the record changes
LANGUAGES = ("de", "en", "ar")
TEXTS = ("md", "csv", "akn.xml")  # kept as they are; the others as what a reader finds in them


def made(ending: str, language: str) -> bytes:
    """A file of the sealed record, written in `language` and with labels in it."""
    return SINGLE[ending].render(replace(MINUTES, lang=language), Words(language, "Europe/Berlin"), AS_KEPT)


def pages_of(content: bytes) -> str:
    """The text of a PDF page by page, as a reader finds it."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return "\n\f\n".join("\n".join(line.rstrip() for line in page.split("\n")) for page in pages)


def as_kept(ending: str, language: str) -> str:
    """What is compared of a file: its text, or what is read from it."""
    content = made(ending, language)
    if ending == "pdf":
        return pages_of(content) + "\n"
    if ending in READERS:
        return "".join(f"{block}\n" for block in READERS[ending](content) if block.strip())
    return content.decode()


def files() -> Iterator[tuple[str, str, Path]]:
    """(ending, language, where it is kept). Word, OpenDocument and web page say the same: they share one file."""
    for language in LANGUAGES:
        for ending in SINGLE:
            name = f"{language}.txt" if ending in READERS else f"{language}.{ending}"
            yield ending, language, FOLDER / (f"{name}.txt" if ending == "pdf" else name)


if __name__ == "__main__":
    furnish()
    for ending, language, file in files():
        if ending not in READERS or ending == "docx":
            file.write_text(as_kept(ending, language), encoding="utf-8", newline="")
