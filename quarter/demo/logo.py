"""The logo of the demonstration's town, drawn here: a lock gate over two waves, in the town's colour."""

from io import BytesIO
from math import pi, sin

from PIL import Image, ImageDraw

from quarter.places.theme import Colour

ACCENT = Colour(0x0B, 0x5F, 0x6B)  # the green of deep water
LIGHT = "#7cc4c4"
LOGO_SIDE = 160
SIZE = 640  # drawn large and made small, so that edges are smooth


def draw_logo() -> bytes:
    """A square PNG."""
    picture = Image.new("RGB", (SIZE, SIZE), "white")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, SIZE - 1, SIZE - 1), 120, fill=str(ACCENT))
    for left in (130, 430):
        pen.rectangle((left, 110, left + 80, 400), fill="white")
    pen.polygon(((210, 190), (320, 270), (430, 190), (430, 270), (320, 350), (210, 270)), fill="white")
    _wave(pen, 440, "white")
    _wave(pen, 530, LIGHT)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _wave(pen: ImageDraw.ImageDraw, height: int, colour: str) -> None:
    points = [(x, height + 26 * sin(x * 3 * pi / SIZE)) for x in range(90, SIZE - 89, 4)]
    pen.line(points, fill=colour, width=44, joint="curve")
    for x, y in (points[0], points[-1]):
        pen.ellipse((x - 22, y - 22, x + 22, y + 22), fill=colour)
