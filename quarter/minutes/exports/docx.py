"""Minutes as a Word file (Office Open XML): the templates in `docx_parts`, filled with the sheet and packed.

Word sets a run of text from right to left only if the run says so; what turns its direction in the middle of a
sentence therefore becomes a run of its own.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup

from quarter.foundation.multilingual import Words, direction
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.domain import MinutesState
from quarter.minutes.exports.dates import dated
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.exports.templates import fill, legible, pack, tag

_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_LEFT = rf"(?:(?!{_RIGHT}|[\d_])\w)"
# From the first to the last letter of the other direction, with whatever has none in between. A number that is
# kept apart (see phrases.py) reads from left to right as well.
_TURNED = {
    "ltr": re.compile(rf"({_RIGHT}(?:(?:(?!{_LEFT})[^\n])*{_RIGHT})?)"),
    "rtl": re.compile(
        rf"(\u2068(?:(?!{_RIGHT})[^\u2069])*\u2069|{_LEFT}(?:(?:(?!{_RIGHT})[^\n\u2068])*(?!{_RIGHT})\w)?)"
    ),
}
_SIGNS = {"\n": Markup("<w:br/>"), "\t": Markup("<w:tab/>")}
_TEXT = Markup('<w:t xml:space="preserve">{}</w:t>')


def render(minutes: Minutes, words: Words, status: RecordStatus) -> bytes:
    """The Word file. The same minutes in the same status always give the same bytes."""
    context = {
        "sheet": legible(lay_out(minutes, words, status)),
        "dated": dated(minutes, status),
        "version": f"{status.version} {status.state.value} {dated(minutes, status):%Y-%m-%d}",
        "is_draft": status.state is MinutesState.DRAFT,
    }
    return pack(fill("docx_parts", context, runs=runs))


def runs(text: str, language: str, look: str = "") -> Markup:
    """A text in a language as runs, each in one direction; `look` names a character style."""
    style = Markup('<w:rStyle w:val="{}"/>').format(look) if look else Markup()
    return Markup().join(_run(piece, way, language, style) for piece, way in _turns(text, direction(language)))


def _turns(text: str, way: str) -> Iterator[tuple[str, str]]:
    """The text piece by piece, with the direction of each: every second piece is turned."""
    other = "ltr" if way == "rtl" else "rtl"
    for index, piece in enumerate(_TURNED[way].split(text)):
        if piece:
            yield piece, other if index % 2 else way


def _run(piece: str, way: str, language: str, style: Markup) -> Markup:
    right, attribute = (Markup("<w:rtl/>"), "bidi") if way == "rtl" else (Markup(), "val")
    # A word of the other direction is in a language that nobody has named: left to what the document says.
    spoken = Markup('<w:lang w:{}="{}"/>').format(attribute, tag(language)) if way == direction(language) else Markup()
    content = Markup().join(_SIGNS.get(part) or _TEXT.format(part) for part in re.split(r"([\n\t])", piece) if part)
    return Markup("<w:r><w:rPr>{}{}{}</w:rPr>{}</w:r>").format(style, right, spoken, content)
