"""What the demonstration shows instead of photos, drawn here: a torn swing, overflowing bins, steps and a ramp."""

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

SIZE = (1200, 800)
SKY, GRASS, SAND, WALL, INK = "#dcebf3", "#bcd3a2", "#eadfc4", "#d9b99b", "#3a3f4c"
WOOD, STEEL, RED, GREEN, BLUE, YELLOW = "#a9794d", "#8a93a3", "#c8452d", "#5d8a57", "#3f6ea8", "#e3b23c"

Pen = ImageDraw.ImageDraw


def draw(what: str) -> bytes:
    """A PNG of one of the DRAWINGS."""
    picture = Image.new("RGB", SIZE, SKY)
    DRAWINGS[what](ImageDraw.Draw(picture))
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _swing(pen: Pen) -> None:
    """Two seats; one hangs from a single chain."""
    _trees(pen, (90, 1090))
    pen.rectangle((0, 520, 1200, 800), fill=GRASS)
    pen.ellipse((220, 590, 980, 760), fill=SAND)
    for foot in (280, 920):
        pen.line((foot - 70, 700, foot, 150), fill=WOOD, width=26)
        pen.line((foot + 70, 700, foot, 150), fill=WOOD, width=26)
    pen.line((250, 150, 950, 150), fill=WOOD, width=30)
    for chain in (400, 520):
        pen.line((chain, 160, chain, 540), fill=STEEL, width=8)
    pen.rounded_rectangle((385, 530, 535, 556), 10, fill=BLUE)
    pen.line((690, 160, 690, 520), fill=STEEL, width=8)
    pen.line((810, 160, 810, 300), fill=STEEL, width=8)  # torn here
    pen.line((690, 520, 742, 652), fill=RED, width=28)


def _bins(pen: Pen) -> None:
    """Three bins that do not shut, and bags beside them."""
    pen.rectangle((0, 120, 1200, 560), fill=WALL)
    for row in range(6):
        for column in range(-1, 13):
            left, top = column * 104 + (row % 2) * 52, 120 + row * 74
            pen.rectangle((left, top, left + 100, top + 70), outline="#c7a483", width=3)
    pen.rectangle((0, 560, 1200, 800), fill="#c9c6bf")
    for left, colour in ((250, INK), (500, BLUE), (750, YELLOW)):
        for shift in (20, 90, 140):
            pen.ellipse((left + shift - 40, 240, left + shift + 60, 340), fill="#6b7280", outline=INK, width=3)
        pen.polygon(((left, 300), (left + 200, 300), (left + 180, 640), (left + 20, 640)), fill=colour)
        pen.polygon(
            ((left - 14, 286), (left + 150, 190), (left + 214, 206), (left + 50, 300)), fill=colour, outline=INK
        )
        for wheel in (left + 50, left + 150):
            pen.ellipse((wheel - 22, 622, wheel + 22, 666), fill=INK)
    litter = Random(7)
    for _ in range(9):
        x, y, size = litter.randint(60, 1100), litter.randint(650, 740), litter.randint(26, 62)
        fill = litter.choice(("#4b5563", "#f5f1e6", RED, GREEN))
        pen.ellipse((x - size, y - size // 2, x + size, y + size // 2), fill=fill, outline=INK, width=2)


def _steps(pen: Pen) -> None:
    """The door of the community house, three steps up."""
    _house(pen)
    for step in range(3):
        pen.rectangle((400 - step * 50, 590 + step * 50, 800 + step * 50, 640 + step * 50), fill="#b9bcc4", outline=INK)


def _ramp(pen: Pen) -> None:
    """The same door, with a ramp and two handrails."""
    _house(pen)
    pen.polygon(((800, 590), (800, 740), (400, 740), (400, 590)), fill="#b9bcc4", outline=INK)
    pen.polygon(((400, 590), (400, 740), (20, 740), (20, 720)), fill="#cfd2d8", outline=INK)
    for height in (0, 44):
        pen.line((30, 600 + height, 400, 480 + height, 800, 480 + height), fill=RED, width=12, joint="curve")
    for foot, top, bottom in ((60, 590, 722), (230, 536, 660), (400, 480, 600), (600, 480, 600), (790, 480, 600)):
        pen.line((foot, top, foot, bottom), fill=RED, width=10)


def _house(pen: Pen) -> None:
    pen.rectangle((0, 90, 1200, 640), fill=WALL)
    pen.rectangle((0, 640, 1200, 800), fill="#c9c6bf")
    pen.rectangle((470, 200, 730, 590), fill=GREEN, outline=INK, width=6)
    pen.ellipse((680, 390, 706, 416), fill=YELLOW)
    for left in (90, 880):
        pen.rectangle((left, 200, left + 230, 420), fill="#f7f3e8", outline=INK, width=6)
        pen.line((left + 115, 200, left + 115, 420), fill=INK, width=5)
        pen.line((left, 310, left + 230, 310), fill=INK, width=5)


def _trees(pen: Pen, trunks: tuple[int, ...]) -> None:
    for trunk in trunks:
        pen.rectangle((trunk - 16, 360, trunk + 16, 560), fill=WOOD)
        pen.ellipse((trunk - 120, 150, trunk + 120, 420), fill=GREEN)


DRAWINGS: dict[str, Callable[[Pen], None]] = {"swing": _swing, "bins": _bins, "steps": _steps, "ramp": _ramp}
