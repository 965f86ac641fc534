"""Minutes as PDF: one file that is an archive (PDF/A-2a) and accessible (PDF/UA-1), set by typst."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from quarter.foundation.multilingual import Words
from quarter.foundation.typesetting import ALL_FONTS, FIRST_FONTS, list_undrawable, set_pdf
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.exports.dates import dated
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.plain import to_plain

TEMPLATE = Path(__file__).with_name("minutes.typ")


def render(minutes: Minutes, words: Words, status: RecordStatus) -> bytes:
    """The PDF. The same minutes in the same status always give the same bytes."""
    sheet, is_first = asdict(lay_out(minutes, words, status)), status.form == 1
    return set_pdf(
        TEMPLATE, {**sheet, "form": status.form}, language=words.language, dated=dated(minutes, status),
        fonts=FIRST_FONTS if is_first else ALL_FONTS, has_row_heads=not is_first,
    )  # fmt: skip


def find_undrawable(minutes: Minutes) -> Iterator[tuple[str, list[str]]]:
    """The characters that the PDF cannot show, by the number of the item; what belongs to none has no number."""
    everything = to_plain(asdict(minutes))
    items = everything.pop("items")
    for number, part in (("", everything), *zip((each.label for each in minutes.items), items, strict=True)):
        if found := list_undrawable(json.dumps(part, ensure_ascii=False)):
            yield number, found
