"""A page of a PDF as a picture: drawn in a process of its own, within limits."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quarter.foundation.dear_work import Kind, TooBusy, turns
from quarter.foundation.limited import Failed, Interrupted, Program
from quarter.foundation.multilingual import N_
from quarter.foundation.pictures import MOST_MEGABYTES, BadPicture, Picture, write_anew

PROGRAM = Program(Path(__file__).with_name("draw_pdf_page.py"), megabytes=1024, seconds=10)
MOST_SECONDS = 15.0  # by the clock; the program itself takes ten of the processor at most
PROBLEMS = {
    "locked": N_("This PDF is locked with a password. Please send it without one."),
    "broken": N_("This PDF is damaged or has no page. Please save it anew, or send the plan as a picture."),
    "size": N_("This page is larger than five metres, or much longer than wide. Please choose another one."),
}


@dataclass(frozen=True)
class PdfPage:
    """The picture of one page, and how many pages its PDF has."""

    picture: Picture
    pages: int


def is_pdf(content: bytes) -> bool:
    """Whether a file says that it is a PDF; some programs write a few bytes before."""
    return b"%PDF-" in content[:1024]


def read_pdf_page(content: bytes, number: int) -> PdfPage:
    """Page `number`, from 1, of a PDF that somebody sent.

    BadPicture says why it cannot be drawn; TooBusy if others are at it.
    """
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise BadPicture(N_("The PDF has more than %(most)d megabytes. Please send a smaller one."),
                         most=MOST_MEGABYTES)  # fmt: skip
    with turns.take(Kind.PICTURE):
        said, png = _draw(content, number)
        if "problem" in said:
            raise BadPicture(PROBLEMS[said["problem"]])
        return PdfPage(write_anew(png), said["pages"])


def _draw(content: bytes, number: int) -> tuple[dict[str, Any], bytes]:
    try:
        first, _, png = PROGRAM.run(content, str(number), timeout=MOST_SECONDS).partition(b"\n")
    except Failed:
        raise BadPicture(
            N_("This page of the PDF is too elaborate to be drawn here. Please send the plan as a picture.")
        ) from None
    except Interrupted:
        raise TooBusy from None
    return json.loads(first), png
