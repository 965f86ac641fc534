"""Pictures that people bring: checked before they are decoded, turned upright, and written anew without metadata."""

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
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise BadPicture(N_("The picture has more than %(most)d megabytes. Please send a smaller one."),
                         most=MOST_MEGABYTES)  # fmt: skip
    from PIL import Image, UnidentifiedImageError  # only for those who bring a picture

    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_MEGAPIXELS * 1_000_000:
                raise _too_many_pixels()
            return _written_anew(image, longest_side)
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BadPicture(N_("This file is no picture that we can read. Please send a PNG, JPEG or WebP.")) from None


def _written_anew(image: "Image.Image", longest_side: int) -> Picture:
    from PIL import Image, ImageOps

    upright: Image.Image = ImageOps.exif_transpose(image)
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
