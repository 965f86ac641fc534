"""Files made of templates that lie beside this module: the sheet arrives in them as data and never as markup."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.core import get_global
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quarter.foundation.glyphs import holdable
from quarter.foundation.multilingual import direction
from quarter.minutes.exports.sheet import PrintedRecord

FOLDER = Path(__file__).parent
ANY_DAY = (1980, 1, 1, 0, 0, 0)  # of files inside an archive: the same minutes give the same bytes
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


@cache
def environment(**filters: Callable[..., Any]) -> Environment:
    """Where templates are read from; whatever is put into one is escaped, and a misspelt name is an error."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters, paragraphs=paragraphs, direction=cache(direction), tag=tag)
    return made


def fill(parts: str, context: Mapping[str, Any], **filters: Callable[..., Any]) -> Iterator[tuple[str, bytes]]:
    """Every template of a folder, filled: its path within the folder, and what became of it."""
    templates = environment(**filters)
    for path in _paths(parts):
        yield path, templates.get_template(f"{parts}/{path}").render(context).encode()


@cache
def _paths(parts: str) -> tuple[str, ...]:
    folder = FOLDER / parts
    return tuple(sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()))


def pack(files: Iterator[tuple[str, bytes]], *, mimetype: str | None = None) -> bytes:
    """The files as one archive; a `mimetype` stands first in it and uncompressed, as OpenDocument wants it."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype", ANY_DAY), mimetype, zipfile.ZIP_STORED)
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, ANY_DAY), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def legible(sheet: PrintedRecord) -> PrintedRecord:
    """The sheet without characters that XML cannot hold, every line end of whatever kind as one sign."""
    cleaned: PrintedRecord = _legible(sheet)
    return cleaned


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return holdable(_LINE_END.sub("\n", value))
    if isinstance(value, tuple):
        return tuple(_legible(inner) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _legible(getattr(value, field.name)) for field in fields(value)})
    return value


def paragraphs(text: str) -> list[str]:
    """What an empty line parts; line ends within a paragraph stay."""
    return [block.strip("\n") for block in _BETWEEN_PARAGRAPHS.split(text) if block.strip()]


@cache
def tag(language: str) -> str:
    """`de-DE` for `de` or `de-simple`: office programs look dictionaries up by language and country."""
    primary = language.split("-")[0]
    country = "GB" if primary == "en" else get_global("likely_subtags")[primary].rpartition("_")[2]
    return f"{primary}-{country}"
