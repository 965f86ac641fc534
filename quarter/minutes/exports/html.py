"""Minutes as one web page to keep: it asks for nothing from anywhere, runs nothing, and prints well."""

import re

from markupsafe import Markup

from quarter.foundation.glyphs import MARK
from quarter.foundation.multilingual import Words
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.domain import MinutesState
from quarter.minutes.exports.dates import dated
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.exports.templates import FOLDER, environment, legible

# What XML can still hold and HTML cannot: more control characters, and code points that are none.
_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NOT_IN_HTML = re.compile(f"[\x7f-\x9f\ufdd0-\ufdef{_NO_CHARACTERS}]")


def render(minutes: Minutes, words: Words, status: RecordStatus) -> bytes:
    """The page, as UTF-8."""
    page = environment().get_template("minutes.html").render(
        sheet=legible(lay_out(minutes, words, status)),
        dated=dated(minutes, status),
        is_draft=status.state is MinutesState.DRAFT,
        style=Markup((FOLDER / "minutes.css").read_text()),  # our own file
    )  # fmt: skip
    return _NOT_IN_HTML.sub(MARK, page).encode()
