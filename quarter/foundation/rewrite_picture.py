"""Reads a picture that somebody sent. A program of its own, run by `pictures.py`.

It reads the file, and writes one line of JSON and perhaps a WebP. Its words: `shrink LONGEST_SIDE` writes it anew,
upright, on white paper, without metadata; `look` only says what it is.
"""

import json
import sys
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
MOST_MEGAPIXELS = 50
STRIP = 1_000_000  # pixels that are worked on at a time
QUALITY = 80
GPS = 0x8825  # where EXIF keeps the place


def main() -> None:
    said, picture = answer(sys.stdin.buffer.read(), *sys.argv[1:])
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + picture)


def answer(content: bytes, deed: str, side: str = "0") -> tuple[dict[str, Any], bytes]:
    """What is to be said about the picture, and its new bytes; or what is the problem."""
    Image.MAX_IMAGE_PIXELS = None  # we look at the size ourselves
    try:
        with Image.open(BytesIO(content), formats=tuple(FORMATS)) as image:
            if image.width * image.height > MOST_MEGAPIXELS * 1_000_000:
                return {"problem": "pixels", "most": MOST_MEGAPIXELS}, b""
            return (look(image, content), b"") if deed == "look" else shrink(image, int(side))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return {"problem": "unreadable"}, b""


def look(image: Image.Image, content: bytes) -> dict[str, Any]:
    """Only what is whole has a suffix: it is read to its end, of a JPEG an eighth."""
    image.draft("L", (1, 1))
    image.load()
    tells_place = bool(image.getexif().get_ifd(GPS)) or b"GPSLatitude" in content
    return {"suffix": FORMATS[str(image.format)], "tells_place": tells_place}


def shrink(image: Image.Image, side: int) -> tuple[dict[str, Any], bytes]:
    image.draft(None, (2 * side, 2 * side))
    small = _reduced(image, max(1, max(image.size) // side))
    small.thumbnail((side, side))
    small.info["exif"] = image.info.get("exif", b"")
    upright = ImageOps.exif_transpose(small)
    written = BytesIO()
    upright.save(written, "WEBP", quality=QUALITY, exif=b"")
    return {"width": upright.width, "height": upright.height}, written.getvalue()


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """On paper and `factor` times smaller, a strip at a time: what it becomes never needs as much memory as it came."""
    width, height = image.size
    reduced = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    lines = factor * max(1, STRIP // (width * factor))
    for top in range(0, height, lines):
        strip = _on_paper(image.crop((0, top, width, min(top + lines, height))))
        reduced.paste(strip.reduce(factor), (0, top // factor))
    return reduced


def _on_paper(strip: Image.Image) -> Image.Image:
    """In full colours; what is transparent is white."""
    if strip.mode == "I;16":  # a scanner's 65,536 greys; converting would cut off all but the darkest 256
        strip = strip.point(lambda grey: grey * (1 / 256)).convert("L")
    if not strip.has_transparency_data:
        return strip.convert("RGB")
    paper = Image.new("RGB", strip.size, "white")
    drawn = strip.convert("RGBA")
    paper.paste(drawn, mask=drawn)
    return paper


if __name__ == "__main__":
    main()
