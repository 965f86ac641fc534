"""Minutes as PDF: one file that is an archive (PDF/A-2a) and accessible (PDF/UA-1), set by typst."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quarter.foundation.multilingual import Words, direction
from quarter.meetings.document import Minutes, Standing
from quarter.meetings.exports.glyphs import drawable_characters, make_drawable
from quarter.meetings.exports.layout import lay_out

TEMPLATE = Path(__file__).with_name("minutes.typ")
FONTS = Path(__file__).parents[2] / "built" / "fonts"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
# Arabic is read without vowel signs, and a letter that carries one is extracted twice from a PDF: screen
# readers would stumble over our own words. What people wrote is left as it is.
_VOWEL_SIGNS = dict.fromkeys(range(0x064B, 0x0653))


def render(minutes: Minutes, words: Words, standing: Standing) -> bytes:
    """The PDF. The same minutes in the same standing always give the same bytes."""
    import typst  # 80 MB of compiler: only for those who take a file away

    dated = _dated(minutes, standing)
    sheet = asdict(lay_out(minutes, words, standing))
    sheet |= {"dated": _parts(dated), "language": _primary(words.language)}
    try:
        return _compile(_typeset(sheet, _drawn), dated)
    except typst.TypstError:
        # A letter under a mark of another script has no glyph: better a mark lost than the whole file.
        return _compile(_typeset(sheet, _drawn_bare), dated)


def _compile(sheet: Any, dated: datetime) -> bytes:
    import typst

    pdf: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(sheet)},
        pdf_standards=STANDARDS,
        timestamp=int(dated.timestamp()),
    )
    return pdf


def _dated(minutes: Minutes, standing: Standing) -> datetime:
    """When this text came to be: the clock of the machine has no say in it."""
    return standing.circulated_at or minutes.ended_at or minutes.opened_at or minutes.planned_for


def _parts(instant: datetime) -> dict[str, int]:
    parts = ("year", "month", "day", "hour", "minute", "second")
    return {part: getattr(instant.astimezone(UTC), part) for part in parts}


def _typeset(value: Any, draw: Callable[[str], str]) -> Any:
    """The sheet as typst takes it: texts in paragraphs of lines, and nothing that has no glyph."""
    if isinstance(value, Mapping):
        if value.keys() == {"text", "lang"}:
            return _paragraphs(draw(value["text"]), value["lang"])
        return {key: _typeset(inner, draw) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_typeset(inner, draw) for inner in value]
    return draw(value).translate(_VOWEL_SIGNS) if isinstance(value, str) else value


def _paragraphs(text: str, lang: str) -> dict[str, Any]:
    blocks = (block.split("\n") for block in text.strip().split("\n\n"))
    paragraphs = [[line for line in lines if line.strip()] for lines in blocks]
    return {
        "lang": _primary(lang),
        "direction": direction(lang),
        "paragraphs": [lines for lines in paragraphs if lines],
    }


def _drawn(text: str) -> str:
    return make_drawable(text, drawable_characters(FONTS))


def _drawn_bare(text: str) -> str:
    return "".join(char for char in _drawn(text) if not unicodedata.category(char).startswith("M"))


def _primary(language: str) -> str:
    """`de` for `de-simple`: what a PDF can name."""
    return language.split("-")[0]
