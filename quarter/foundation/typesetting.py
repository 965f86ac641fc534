"""PDFs that are archives (PDF/A-2a) and accessible (PDF/UA-1), set by typst from a template and a sheet of data.

All words arrive as data: nothing that people wrote can be read as markup.
"""

import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from quarter.foundation.glyphs import MARK, drawable_characters, make_drawable
from quarter.foundation.multilingual import direction
from quarter.foundation.pdf_tables import head_rows

if TYPE_CHECKING:
    from typst import PDFStandard

FONTS = Path(__file__).parents[1] / "built" / "fonts"
MORE_FONTS = FONTS.with_name("more_fonts")  # for scripts and signs that came later
FIRST_FONTS = (FONTS,)
ALL_FONTS = (FONTS, MORE_FONTS)
# Noto Sans Arabic sets dots as glyphs of their own, which readers extract as doubled letters: it comes after Vazirmatn.
_FAMILIES = {
    FONTS: ("Noto Sans", "Vazirmatn", "Noto Sans Arabic"),
    MORE_FONTS: (
        "Noto Sans Hebrew", "Noto Sans Thai", "Noto Sans Tamil", "Noto Sans Georgian", "Noto Sans Ethiopic",
        "Noto Sans Math", "Noto Sans Symbols 2",
    ),
}  # fmt: skip
STANDARDS: "list[PDFStandard]" = ["a-2a", "ua-1"]
# Arabic is read without vowel signs, and a letter that carries one is extracted twice from a PDF: screen
# readers would stumble over our own words. What people wrote is left as it is.
_VOWEL_SIGNS = dict.fromkeys(range(0x064B, 0x0653))


LONGEST_WORD = 64  # letters, as in a checksum: so many fit into a line
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def set_pdf(
    template: Path,
    sheet: Mapping[str, Any],
    *,
    language: str,
    dated: datetime,
    files: Mapping[str, bytes] | None = None,
    fonts: tuple[Path, ...] = ALL_FONTS,
    has_row_heads: bool = False,
) -> bytes:
    """The PDF of a sheet; a text in it that somebody wrote is a mapping with `text` and `lang`.

    `files` lie beside the template under their names, `fonts` are folders; `has_row_heads` says that the first cell of
    each row of a table is its heading. The same sheet always gives the same bytes.
    """
    import typst  # 80 MB of compiler: only for those who take a file away

    families = [name for folder in fonts for name in _FAMILIES[folder]]
    whole = {**sheet, "dated": _parts(dated), "language": primary(language), "fonts": families}
    drawn = partial(_drawn, covered=_covered(fonts))
    try:
        pdf = _compile(template, _typeset(whole, drawn), dated, files or {}, fonts)
    except typst.TypstError:
        # A letter under a mark of another script has no glyph: better a mark lost than the whole file.
        pdf = _compile(template, _typeset(whole, lambda text: _bare(drawn(text))), dated, files or {}, fonts)
    return head_rows(pdf) if has_row_heads else pdf


def list_undrawable(text: str) -> list[str]:
    """The characters of a text that no PDF of ours can show, each once: a mark will stand in their place."""
    covered = _covered(ALL_FONTS)
    return [char for char in dict.fromkeys(text) if MARK in make_drawable(char, covered)]


@cache
def _covered(fonts: tuple[Path, ...]) -> frozenset[int]:
    return frozenset[int]().union(*map(drawable_characters, fonts))


def _compile(template: Path, sheet: Any, dated: datetime, files: Mapping[str, bytes], fonts: Sequence[Path]) -> bytes:
    import typst

    with TemporaryDirectory() as folder:
        copied = Path(shutil.copy(template, folder))
        for name, content in files.items():
            copied.with_name(name).write_bytes(content)
        pdf: bytes = typst.compile(
            copied,
            root=Path(folder),
            format="pdf",
            font_paths=list(fonts),
            ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(sheet)},
            pdf_standards=STANDARDS,
            timestamp=int(dated.timestamp()),
        )
    return pdf


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
        "lang": primary(lang),
        "direction": direction(lang),
        "paragraphs": [lines for lines in paragraphs if lines],
    }


def _drawn(text: str, covered: frozenset[int]) -> str:
    return _ENDLESS.sub(_breakable, make_drawable(text, covered))


def _breakable(word: re.Match[str]) -> str:
    """An endless word with places where a line may end: else it would run off the paper, or be too long for a PDF."""
    return "".join(
        f"\u200b{char}" if place and place % LONGEST_WORD == 0 else char for place, char in enumerate(word[0])
    )


def _bare(text: str) -> str:
    return "".join(char for char in text if not unicodedata.category(char).startswith("M"))


def primary(language: str) -> str:
    """`de` for `de-simple`: what a PDF can name."""
    return language.split("-")[0]
