"""Site plans as pictures: what is no picture or too large is refused before it is decoded; no metadata stays."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from quarter.foundation import pictures
from quarter.foundation.pictures import BadPicture, read_picture


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **about: object) -> bytes:
    written = BytesIO()
    Image.new(mode, size, "green").save(written, kind, **about)
    return written.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises a huge picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_written_anew(kind: str) -> None:
    read = read_picture(picture(kind))
    assert (read.width, read.height) == (60, 40)
    assert Image.open(BytesIO(read.content)).format == "WEBP"


def test_metadata_is_gone_and_the_picture_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Somebody's telephone"
    read = read_picture(picture("JPEG", exif=exif))
    assert (read.width, read.height) == (40, 60)
    assert b"telephone" not in read.content
    assert not Image.open(BytesIO(read.content)).getexif()


def test_a_large_one_becomes_smaller_and_what_is_transparent_white() -> None:
    read = read_picture(picture(size=(5000, 2500)))
    assert (read.width, read.height) == (2000, 1000)
    clear = read_picture(picture("PNG", mode="P", transparency=0))
    assert clear.width == 60


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_mode_keeps_its_brightness(mode: str) -> None:
    """Left half dark, right half bright, both neither black nor white: a scan of 16 bits became a white sheet."""
    drawn = Image.new("L", (60, 40), 0 if mode == "1" else 60)
    drawn.paste(255 if mode == "1" else 190, (30, 0, 60, 40))
    if mode == "I;16":
        levels = b"".join(struct.pack("<H", grey * 257) for grey in drawn.tobytes())
        drawn = Image.frombytes("I;16", drawn.size, levels)
    written = BytesIO()
    drawn.convert(mode).save(written, "JPEG" if mode == "CMYK" else "PNG")
    read = Image.open(BytesIO(read_picture(written.getvalue()).content)).convert("L")
    dark, bright = (0, 255) if mode == "1" else (60, 190)
    assert abs(read.getpixel((10, 20)) - dark) < 8 and abs(read.getpixel((50, 20)) - bright) < 8


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no picture"),
        (b"%PDF-1.7", "no picture"),
        (b"GIF89a" + bytes(50), "no picture"),
        (picture()[:-30], "no picture"),
        (png_that_says(20_000, 20_000), "more than 50 megapixels"),  # 400 megapixels
        (png_that_says(10_000, 10_000), "more than 50 megapixels"),
        (png_that_says(9_000, 6_000), "more than 50 megapixels"),
        (bytes(12 * 1024 * 1024 + 1), "more than 12 megabytes"),
    ],
)
def test_what_cannot_be_used_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(BadPicture, match=message):
        read_picture(content)


def test_a_small_file_that_says_much_takes_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """212 kilobytes that were 675 megabytes: one at a time, so the server and its pictures stay below 600."""
    monkeypatch.setattr(pictures, "PROGRAM", replace(pictures.PROGRAM, megabytes=400))
    read = read_picture(picture("PNG", (7070, 7070), "RGBA"))
    assert (read.width, read.height) == (2000, 2000)


@pytest.mark.parametrize("size", [(6000, 3000), (4001, 1999), (2001, 2003)])
def test_what_is_made_smaller_keeps_its_proportions_and_its_edges(size: tuple[int, int]) -> None:
    """It is worked on in strips: no line is lost or doubled between them."""
    drawn = Image.linear_gradient("L").resize(size)
    written = BytesIO()
    drawn.save(written, "PNG")
    read = Image.open(BytesIO(read_picture(written.getvalue()).content)).convert("L")
    assert max(read.size) == 2000 and abs(read.width / read.height - size[0] / size[1]) < 0.01 * size[0] / size[1]
    column = [read.getpixel((read.width // 2, line)) for line in range(read.height)]
    assert all(abs(after - before) < 8 for before, after in pairwise(column[:-1]))


def test_what_is_half_transparent_is_half_white() -> None:
    written = BytesIO()
    Image.new("RGBA", (4400, 40), (0, 0, 0, 128)).save(written, "PNG")
    read = Image.open(BytesIO(read_picture(written.getvalue()).content)).convert("L")
    assert abs(read.getpixel((1000, 5)) - 127) < 6
