"""A damaged file is no document: it is said so, whatever is broken in it."""

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from quarter.foundation.documents import MEDIA_TYPES, BadDocument, read_document


def _archive(part: str, media_type: str = "", compression: int = ZIP_DEFLATED) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", compression) as archive:
        if media_type:
            archive.writestr("mimetype", media_type)
        archive.writestr(part, "text " * 40)
    return written.getvalue()


def _picture(kind: str) -> bytes:
    written = BytesIO()
    Image.effect_noise((30, 30), 50).save(written, kind)
    return written.getvalue()


OPEN = MEDIA_TYPES["odt"]
WHOLE = [
    _archive("word/document.xml"), _archive("xl/workbook.xml"), _archive("content.xml", OPEN),
    _archive("content.xml", OPEN, ZIP_LZMA), _archive("content.xml", OPEN, ZIP_BZIP2), _archive("übersicht.xml", OPEN),
    _picture("PNG"), _picture("JPEG"), _picture("WEBP"),
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file in which some bytes are others."""
    content = bytearray(draw(st.sampled_from(WHOLE)))
    for place in draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=12)):
        content[place] = draw(st.sampled_from([0, 1, 127, 255]) | st.integers(0, 255))
    return bytes(content[: draw(st.just(len(content)) | st.integers(len(content) // 2, len(content)))])


@given(damaged())
@settings(max_examples=400)
def test_a_damaged_file_is_refused_in_a_sentence_or_taken(content: bytes) -> None:
    with suppress(BadDocument):
        read_document(content)


def _broken_stream() -> bytes:
    content = _archive("content.xml", OPEN)
    begins = content.index(b"mimetype") + len("mimetype")
    return content[:begins] + b"\xff" * 20 + content[begins + 20 :]


def _wrong_encoding() -> bytes:
    content = _archive("übersicht.xml", OPEN)
    return content.replace("ü".encode(), b"\xff\xff")


def _negative_offset() -> bytes:
    content = bytearray(_archive("word/document.xml"))
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 16] = b"\xff\xff\x00\x00"  # the list of parts begins before the file does
    return bytes(content)


@pytest.mark.parametrize("content", [_broken_stream(), _wrong_encoding(), _negative_offset()])
def test_broken_streams_names_and_offsets_are_said(content: bytes) -> None:
    with pytest.raises(BadDocument, match="none that we can take"):
        read_document(content)
