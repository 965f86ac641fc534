"""Which characters our fonts can draw.

PDF/A and PDF/UA forbid a character without a glyph, and the notes of a volunteer at 22:00 may hold any emoji:
what cannot be drawn is named in words or marked, so that minutes can always be taken away as a file.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

MARK = "\N{REPLACEMENT CHARACTER}"
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT = frozenset("\n\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")  # they steer, and need no glyph


@cache
def drawable_characters(fonts: Path) -> frozenset[int]:
    """The code points that the fonts of a folder cover together."""
    return frozenset(point for font in sorted(fonts.glob("*.ttf")) for point in _covered(font.read_bytes()))


def make_drawable(text: str, covered: frozenset[int]) -> str:
    """`text` with every character that has no glyph replaced: 😀 becomes [grinning face]."""
    return "".join(_replacement(char, covered) for char in unicodedata.normalize("NFC", text))


def holdable(text: str) -> str:
    """`text` with a mark for each character that XML has no way to hold: most control characters."""
    return _NOT_IN_XML.sub(MARK, text)


def _replacement(char: str, covered: frozenset[int]) -> str:
    category = unicodedata.category(char)
    if char in _KEPT or (ord(char) in covered and category not in ("Cc", "Cf", "Co", "Cn", "Cs")):
        return char
    if category == "So":
        return f"[{unicodedata.name(char, MARK).lower()}]"
    if category in ("Cc", "Cf", "Mn", "Me", "Sk"):
        return " " if char in "\t\v\f\r\u2028\u2029\u0085" else ""
    return " " if category in ("Zs", "Zl", "Zp") else MARK


def _covered(font: bytes) -> Iterator[int]:
    """The code points in a TrueType font's character map (formats 4 and 12, which all our fonts have)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    directory = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(tables))
    cmap = next(offset for tag, _sum, offset, _length in directory if tag == b"cmap")
    (encodings,) = struct.unpack_from(">H", font, cmap + 2)
    for index in range(encodings):
        _platform, _encoding, start = struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)
        (kind,) = struct.unpack_from(">H", font, cmap + start)
        if kind in _READERS:
            yield from _READERS[kind](font, cmap + start)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4: the start and end of each segment."""
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + doubled)
    for start, end in zip(starts, ends, strict=True):
        yield from range(start, min(end, 0xFFFE) + 1)


def _groups(font: bytes, at: int) -> Iterator[int]:
    """Format 12: runs of code points with consecutive glyphs."""
    (count,) = struct.unpack_from(">I", font, at + 12)
    for index in range(count):
        start, end, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * index)
        yield from range(start, end + 1)


_READERS = {4: _segments, 12: _groups}
