"""Minutes as an OpenDocument text: the templates in `odt_parts`, filled with the sheet and packed."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from markupsafe import Markup

from quarter.foundation.multilingual import Words
from quarter.minutes.document import Minutes, RecordStatus, Written
from quarter.minutes.domain import MinutesState
from quarter.minutes.exports.dates import dated
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.exports.templates import fill, legible, pack

MIMETYPE = "application/vnd.oasis.opendocument.text"
# OpenDocument folds white space as HTML does, so blanks that shall stay are elements, as line ends and tabs are.
_WHITE_SPACE = re.compile(r"(\n|\t| {2,}|^ | $)")
_SIGNS = {"\n": Markup("<text:line-break/>"), "\t": Markup("<text:tab/>")}


def render(minutes: Minutes, words: Words, status: RecordStatus) -> bytes:
    """The OpenDocument file. The same minutes in the same status always give the same bytes."""
    sheet = legible(lay_out(minutes, words, status))
    context = {
        "sheet": sheet,
        "written_in": sorted(set(_written_in(sheet))),
        "dated": dated(minutes, status),
        "version": f"{status.version} {status.state.value} {dated(minutes, status):%Y-%m-%d}",
        "is_draft": status.state is MinutesState.DRAFT,
    }
    return pack(fill("odt_parts", context, spaced=spaced), mimetype=MIMETYPE)


def spaced(text: str) -> Markup:
    """A text whose blanks, tabs and line ends come out as they were typed."""
    return Markup().join(_spaced(part) for part in _WHITE_SPACE.split(text))


def _spaced(part: str) -> Markup:
    if part and not part.strip(" "):
        return Markup('<text:s text:c="{}"/>').format(len(part))
    return _SIGNS.get(part) or Markup("{}").format(part)


def _written_in(value: Any) -> Iterator[str]:
    """The languages of what people wrote, each of which needs styles of its own."""
    if isinstance(value, Written):
        yield value.lang
    elif isinstance(value, tuple):
        for inner in value:
            yield from _written_in(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _written_in(getattr(value, field.name))
