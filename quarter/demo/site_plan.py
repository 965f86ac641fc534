"""The site plan of the demonstration's courtyard, drawn here: two houses, a lawn, paths, trees, the bins."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[1] / "built" / "fonts" / "NotoSans-Regular.ttf"
SIZE = (1200, 800)
GROUND, LAWN, PATH, HOUSE, LEAF, INK = "#f3efe6", "#d9e6cc", "#e6dccb", "#c9bfb3", "#9dbd86", "#3a3f4c"


def draw_site_plan() -> bytes:
    """A PNG of the courtyard between the houses 12 and 18, seen from above; north is up."""
    picture = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((270, 120, 930, 690), 60, fill=LAWN)
    pen.line((250, 400, 950, 400), fill=PATH, width=46)
    pen.line((600, 60, 600, 760), fill=PATH, width=46)
    for left, name in ((60, "Haus 12"), (950, "Haus 18")):
        pen.rectangle((left, 90, left + 190, 710), fill=HOUSE, outline=INK, width=4)
        _write(pen, (left + 95, 400), name, 40)
    for x, y in ((380, 220), (800, 210), (370, 590), (820, 600)):
        pen.ellipse((x - 48, y - 48, x + 48, y + 48), fill=LEAF, outline=INK, width=2)
    pen.rectangle((690, 700, 900, 770), fill="#d8d8dc", outline=INK, width=3)
    _write(pen, (795, 735), "Müllplatz", 28)
    _write(pen, (600, 30), "Kanalstraße", 28)
    pen.line((1150, 70, 1150, 25), fill=INK, width=4)
    pen.polygon(((1150, 12), (1140, 34), (1160, 34)), fill=INK)
    _write(pen, (1150, 88), "N", 26)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _write(pen: ImageDraw.ImageDraw, middle: tuple[int, int], words: str, size: int) -> None:
    pen.text(middle, words, font=ImageFont.truetype(FONT, size), fill=INK, anchor="mm")
