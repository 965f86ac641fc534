"""Photos of the demonstration, drawn here: the entrance without and with its ramp, the sandpit in sun and in shade."""

from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (900, 600)
SKY, WALL, STONE, GLASS, DOOR = "#cfe0ea", "#c7a98b", "#a7a39b", "#8fb0bd", "#5d4634"
GROUND, GRASS, SAND, WOOD, STEEL, SAIL, SHADE, LEAF = (
    "#b9b5ac", "#9cba7f", "#e7d3a1", "#a87f52", "#56606b", "#f4efe2", "#c3ad78", "#6f9a5a",
)  # fmt: skip


def draw_entrance(*, has_ramp: bool) -> bytes:
    """A PNG of the door of the community house: three steps up to it, or beside them a ramp with two handrails."""
    picture, pen = _paper(WALL)
    pen.rectangle((0, 430, 900, 600), fill=GROUND)
    for left in (70, 230, 720):
        pen.rectangle((left, 110, left + 110, 260), fill=GLASS, outline=STONE, width=8)
    pen.rectangle((450, 130, 610, 380), fill=DOOR, outline=STONE, width=10)
    pen.rectangle((480, 165, 580, 270), fill=GLASS)
    pen.ellipse((585, 265, 600, 280), fill=STEEL)
    for step in range(3):
        top = 380 + step * 26
        pen.rectangle((420 - step * 22, top, 640 + step * 22, top + 26), fill=STONE, outline=STEEL, width=2)
    if has_ramp:
        pen.polygon(((420, 380), (420, 458), (40, 458)), fill="#d6d2c8", outline=STEEL, width=4)
        for height in (62, 96):
            pen.line(((50, 450 - height), (420, 380 - height)), fill=STEEL, width=7)
        for post in range(60, 430, 90):
            ground = 458 - (post - 40) * 78 / 380
            pen.line(((post, ground), (post, ground - 94)), fill=STEEL, width=7)
    return _png(picture)


def draw_sandpit(*, has_sail: bool) -> bytes:
    """A PNG of the sandpit on the playground: in the open sun, or under a sail on four posts."""
    picture, pen = _paper(SKY)
    pen.rectangle((0, 300, 900, 600), fill=GRASS)
    for x, y in ((90, 210), (820, 190), (700, 235)):
        pen.rectangle((x - 9, y, x + 9, y + 110), fill=WOOD)
        pen.ellipse((x - 70, y - 90, x + 70, y + 40), fill=LEAF)
    pen.polygon(((180, 400), (720, 400), (820, 560), (80, 560)), fill=SAND, outline=WOOD, width=12)
    pen.polygon(((390, 490), (440, 420), (490, 490)), fill="#d9c188")
    pen.rectangle((560, 470, 600, 505), fill="#c2453f")
    if not has_sail:
        pen.ellipse((400, 30, 500, 130), fill="#f6c945")
        return _png(picture)
    pen.polygon(((230, 430), (690, 430), (740, 530), (180, 530)), fill=SHADE)
    pen.polygon(((390, 490), (440, 430), (490, 490)), fill="#b59b62")
    for x, top, foot in ((170, 150, 410), (730, 150, 410), (70, 210, 570), (830, 210, 570)):
        pen.line(((x, top), (x, foot)), fill=STEEL, width=12)
    pen.polygon(((170, 150), (730, 150), (830, 210), (450, 255), (70, 210)), fill=SAIL, outline=STONE, width=4)
    return _png(picture)


def _paper(colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE, colour)
    return picture, ImageDraw.Draw(picture)


def _png(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
