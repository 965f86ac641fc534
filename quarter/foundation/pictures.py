"""Pictures that people bring: checked before they are decoded, turned upright, and written anew without metadata.

Only what is a document (`foundation.documents`) is kept as it came.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from quarter.foundation.multilingual import N_

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_MEGABYTES = 12
MOST_MEGAPIXELS = 50
LONGEST_SIDE = 2000
QUALITY = 80
GPS = 0x8825  # where EXIF keeps the place


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
class Photo:
    """A stored photo: its key, its size in pixels, and what is to be seen, for those who cannot see it."""

    key: str
    width: int
    height: int
    description: str = ""


def read_picture(content: bytes, *, longest_side: int = LONGEST_SIDE) -> Picture:
    """The picture in a file that somebody sent, made as small as `longest_side` pixels.

    BadPicture says what is wrong with it.
    """
    with _opened(content) as image:
        return _written_anew(image, longest_side)


def suffix_of(content: bytes) -> str:
    """What a picture is that is kept as it came: png, jpg or webp. BadPicture if it cannot be read."""
    with _opened(content) as image:
        image.draft("L", (1, 1))  # of a JPEG an eighth is enough to see that it is whole
        image.load()
        return {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[str(image.format)]


def tells_place(content: bytes) -> bool:
    """Whether a picture that is kept as it came says where it was taken."""
    with _opened(content) as image:
        return bool(image.getexif().get_ifd(GPS)) or b"GPSLatitude" in content


@contextmanager
def _opened(content: bytes) -> Iterator["Image.Image"]:
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise BadPicture(N_("The picture has more than %(most)d megabytes. Please send a smaller one."),
                         most=MOST_MEGABYTES)  # fmt: skip
    from PIL import Image, UnidentifiedImageError  # only for those who bring a picture

    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_MEGAPIXELS * 1_000_000:
                raise _too_many_pixels()
            yield image
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BadPicture(N_("This file is no picture that we can read. Please send a PNG, JPEG or WebP.")) from None


def _written_anew(image: "Image.Image", longest_side: int) -> Picture:
    from PIL import Image, ImageOps

    upright: Image.Image = ImageOps.exif_transpose(image)
    if upright.mode == "I;16":  # a scanner's 65,536 greys; converting would cut off all but the darkest 256
        upright = upright.point(lambda grey: grey * (1 / 256)).convert("L")
    upright.thumbnail((longest_side, longest_side))
    ground = Image.new("RGB", upright.size, "white")  # what is transparent is paper
    drawn = upright.convert("RGBA")
    ground.paste(drawn, mask=drawn)
    written = BytesIO()
    ground.save(written, "WEBP", quality=QUALITY)
    return Picture(written.getvalue(), ground.width, ground.height)


def _too_many_pixels() -> BadPicture:
    return BadPicture(N_("The picture has more than %(most)d megapixels. Please send a smaller one."),
                      most=MOST_MEGAPIXELS)  # fmt: skip
