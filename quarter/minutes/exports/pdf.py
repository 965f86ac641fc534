"""Minutes as PDF: one file that is an archive (PDF/A-2a) and accessible (PDF/UA-1), set by typst."""

from dataclasses import asdict
from pathlib import Path

from quarter.foundation.multilingual import Words
from quarter.foundation.typesetting import ALL_FONTS, FIRST_FONTS, set_pdf
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.exports.dates import dated
from quarter.minutes.exports.layout import lay_out

TEMPLATE = Path(__file__).with_name("minutes.typ")


def render(minutes: Minutes, words: Words, status: RecordStatus) -> bytes:
    """The PDF. The same minutes in the same status always give the same bytes."""
    sheet = asdict(lay_out(minutes, words, status))
    fonts = ALL_FONTS if status.form > 1 else FIRST_FONTS
    return set_pdf(TEMPLATE, sheet, language=words.language, dated=dated(minutes, status), fonts=fonts)
