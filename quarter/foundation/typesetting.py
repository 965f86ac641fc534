"""PDFs that are archives (PDF/A-2a) and accessible (PDF/UA-1), set by typst from a template and a sheet of data.

All words arrive as data: nothing that people wrote can be read as markup. A program of its own does it
(`set_paper.py`), within limits; what it made is kept for a while.
"""

import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from os import pathsep
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quarter.foundation import clock
from quarter.foundation.dear_work import Kind, TooBusy, turns
from quarter.foundation.glyphs import MARK, drawable_characters, make_drawable
from quarter.foundation.kept_results import KeptResults
from quarter.foundation.limited import Failed, Interrupted, Program
from quarter.foundation.multilingual import direction
from quarter.foundation.pdf_tables import head_rows

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
STANDARDS = ["a-2a", "ua-1"]
PROGRAM = Program(Path(__file__).with_name("set_paper.py"), megabytes=1024, seconds=30)
MOST_SECONDS = 60.0  # by the clock
NO_GLYPHS = 3  # what set_paper.py ends with
kept_papers = KeptResults()
# Arabic is read without vowel signs, and a letter that carries one is extracted twice from a PDF: screen
# readers would stumble over our own words. What people wrote is left as it is.
_VOWEL_SIGNS = dict.fromkeys(range(0x064B, 0x0653))


LONGEST_WORD = 64  # letters, as in a checksum: so many fit into a line
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


class TooElaborate(Exception):
    """The paper would take more memory or time than anybody gets."""


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
    each row of a table is its heading. The same sheet always gives the same bytes, so they are kept for who comes next.
    TooBusy if others are at it; TooElaborate if it cannot be made here.
    """
    families = [name for folder in fonts for name in _FAMILIES[folder]]
    whole = {**sheet, "dated": _parts(dated), "language": primary(language), "fonts": families}
    draw = partial(_drawn, covered=_covered(fonts))
    drawn, beside = json.dumps(_typeset(whole, draw)), files or {}
    key = _key(template, drawn, dated, beside)
    pdf = kept_papers.get(key)
    if pdf is None:
        with turns.take(Kind.PAPER):
            pdf = kept_papers.get(key)  # somebody else may have waited for the same
            if pdf is None:
                bare = partial(_typeset, whole, lambda text: _bare(draw(text)))
                pdf = _set(template, drawn, lambda: json.dumps(bare()), dated, beside, fonts)
                kept_papers.keep(key, pdf, now=clock.now().timestamp())
    if not pdf:
        raise TooElaborate
    return head_rows(pdf) if has_row_heads else pdf


def list_undrawable(text: str) -> list[str]:
    """The characters of a text that no PDF of ours can show, each once: a mark will stand in their place."""
    covered = _covered(ALL_FONTS)
    return [char for char in dict.fromkeys(text) if MARK in make_drawable(char, covered)]


@cache
def _covered(fonts: tuple[Path, ...]) -> frozenset[int]:
    return frozenset[int]().union(*map(drawable_characters, fonts))


def _key(template: Path, sheet: str, dated: datetime, files: Mapping[str, bytes]) -> str:
    """A checksum of all that a paper is made from."""
    parts = (template.read_bytes(), sheet.encode(), str(int(dated.timestamp())).encode(), _tools(), *files.values())
    return sha256(b"".join(sha256(part).digest() for part in (*parts, *(name.encode() for name in files)))).hexdigest()


@cache
def _tools() -> bytes:
    fonts = sorted((file.name, file.stat().st_size) for folder in ALL_FONTS for file in folder.iterdir())
    return repr((version("typst"), STANDARDS, fonts)).encode()


def _set(
    template: Path, sheet: str, bare: Callable[[], str], dated: datetime, files: Mapping[str, bytes],
    fonts: tuple[Path, ...],
) -> bytes:  # fmt: skip
    """The PDF; nothing if it would be too elaborate, which is worth keeping, too."""
    try:
        try:
            return _compile(template, sheet, dated, files, fonts)
        except Failed as failed:
            if failed.code != NO_GLYPHS:
                raise
            # A letter under a mark of another script has no glyph: better a mark lost than the whole file.
            return _compile(template, bare(), dated, files, fonts)
    except Failed:
        return b""
    except Interrupted:
        raise TooBusy from None


def _compile(
    template: Path, sheet: str, dated: datetime, files: Mapping[str, bytes], fonts: tuple[Path, ...]
) -> bytes:  # fmt: skip
    with TemporaryDirectory() as folder:
        copied = Path(shutil.copy(template, folder))
        for name, content in files.items():
            copied.with_name(name).write_bytes(content)
        words = (str(copied), pathsep.join(map(str, fonts)), str(int(dated.timestamp())), *STANDARDS)
        return PROGRAM.run(sheet.encode(), *words, timeout=MOST_SECONDS)


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
