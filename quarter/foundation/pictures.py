"""Pictures that people bring: checked before they are decoded, turned upright, and written anew without metadata.

A program of its own does it (`rewrite_picture.py`), within limits: 200 kilobytes can say 50 megapixels.

Only what is a document (`foundation.documents`) is kept as it came.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quarter.foundation.dear_work import Kind, TooBusy, turns
from quarter.foundation.limited import Failed, Interrupted, Program
from quarter.foundation.multilingual import N_

MOST_MEGABYTES = 12
LONGEST_SIDE = 2000
MOST_SECONDS = 20.0  # by the clock
PROGRAM = Program(Path(__file__).with_name("rewrite_picture.py"), megabytes=640, seconds=10)


class BadPicture(ValueError):
    """The file cannot be used. `message` is English with placeholders, marked for translation."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self.message, self.values = message, values


@dataclass(frozen=True)
class Picture:
    """A WebP of ours, and its size in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class LookedAt:
    """A picture that is kept as it came: png, jpg or webp, and whether it says where it was taken."""

    suffix: str
    tells_place: bool


@dataclass(frozen=True)
class Photo:
    """A stored photo: its key, its size in pixels, and what is to be seen, for those who cannot see it."""

    key: str
    width: int
    height: int
    description: str = ""


def read_picture(content: bytes, *, longest_side: int = LONGEST_SIDE) -> Picture:
    """The picture in a file that somebody sent, made as small as `longest_side` pixels.

    BadPicture says what is wrong with it; TooBusy if others are at it.
    """
    with turns.take(Kind.PICTURE):
        return write_anew(content, longest_side)


def write_anew(content: bytes, longest_side: int = LONGEST_SIDE) -> Picture:
    """As `read_picture`, for those whose turn it is."""
    said, written = _ask(content, "shrink", str(longest_side))
    return Picture(written, said["width"], said["height"])


def look_at(content: bytes) -> LookedAt:
    """What a picture is that is kept as it came. BadPicture if it cannot be read, TooBusy if others are at it."""
    with turns.take(Kind.PICTURE):
        said, _nothing = _ask(content, "look")
    return LookedAt(said["suffix"], said["tells_place"])


def _ask(content: bytes, *words: str) -> tuple[dict[str, Any], bytes]:
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise BadPicture(N_("The picture has more than %(most)d megabytes. Please send a smaller one."),
                         most=MOST_MEGABYTES)  # fmt: skip
    try:
        first, _, written = PROGRAM.run(content, *words, timeout=MOST_SECONDS).partition(b"\n")
    except Failed:
        raise _unreadable() from None
    except Interrupted:
        raise TooBusy from None
    said = json.loads(first)
    if "problem" in said:
        raise _too_many_pixels(said["most"]) if said["problem"] == "pixels" else _unreadable()
    return said, written


def _unreadable() -> BadPicture:
    return BadPicture(N_("This file is no picture that we can read. Please send a PNG, JPEG or WebP."))


def _too_many_pixels(most: int) -> BadPicture:
    return BadPicture(N_("The picture has more than %(most)d megapixels. Please send a smaller one."), most=most)
