"""A municipality's accent colour: whether it can be read, what is derived from it, and the stylesheet of it.

Pure: colours in, colours and text out. The grounds are those of our own stylesheet (static/css/10-page.css).
"""

import hashlib
import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache

ENOUGH = 4.5  # WCAG 2.2, success criterion 1.4.3, text of ordinary size
STEPS = 255
HOVER_SHARE = 0.15
VISITED_TURN = 1 / 8  # of the circle of hues: what is blue becomes violet
AROUND = " \t\n\u2066\u2069"  # the marks that keep a colour in its direction come along when it is copied
HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


@dataclass(frozen=True)
class Colour:
    """A colour of sRGB, each part from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def parts(self) -> tuple[int, int, int]:
        return self.red, self.green, self.blue

    def __str__(self) -> str:
        return "#{:02x}{:02x}{:02x}".format(*self.parts)


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
LIGHT_GROUNDS = (WHITE, Colour(0xF4, 0xF5, 0xF9))  # --paper and --wash
DARK_GROUNDS = (Colour(0x12, 0x14, 0x1F), Colour(0x1A, 0x1D, 0x2B))  # the same at night


@dataclass(frozen=True)
class Shades:
    """Links and buttons on one kind of ground: as they are, under the pointer, and once they were visited."""

    accent: Colour
    hover: Colour
    visited: Colour


@dataclass(frozen=True)
class Stylesheet:
    """The colours as CSS; `digest` names this very text."""

    digest: str
    css: str


def read_colour(text: str) -> Colour:
    """The colour written as #2142a6 or #24a; ValueError if it is none."""
    match = HEX.fullmatch(text.strip(AROUND))
    if match is None:
        raise ValueError("not a colour")
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return Colour(int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))


def relative_luminance(colour: Colour) -> float:
    """How bright a colour is, from 0 (black) to 1 (white).

    The formula of WCAG 2.2, “relative luminance”: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    red, green, blue = (_linear(part / 255) for part in colour.parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, from 1 (none) to 21, whichever stands on which.

    The formula of WCAG 2.2, “contrast ratio”: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((relative_luminance(one), relative_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def reached_contrast(accent: Colour) -> float:
    """The least contrast that an accent has by day: as a link on our grounds, and under the white words of a button."""
    return min(contrast(accent, ground) for ground in (*LIGHT_GROUNDS, WHITE))


def is_readable(accent: Colour) -> bool:
    return reached_contrast(accent) >= ENOUGH


def nearest_readable(accent: Colour) -> Colour:
    """The accent itself if it can be read, else the first one that can on its way to black."""
    return _first_readable(accent, towards=BLACK, grounds=LIGHT_GROUNDS)


def shades_by_day(accent: Colour) -> Shades:
    """Darker under the pointer. What is derived can be read whenever the accent can."""
    visited = _first_readable(_turned(accent), towards=BLACK, grounds=LIGHT_GROUNDS)
    return Shades(accent, _mixed(accent, BLACK, HOVER_SHARE), visited)


def shades_by_night(accent: Colour) -> Shades:
    """The same hue, light enough for the dark grounds; lighter still under the pointer."""
    light = _first_readable(accent, towards=WHITE, grounds=DARK_GROUNDS)
    visited = _first_readable(_turned(accent), towards=WHITE, grounds=DARK_GROUNDS)
    return Shades(light, _mixed(light, WHITE, HOVER_SHARE), visited)


@lru_cache(maxsize=16)
def stylesheet(accent: str) -> Stylesheet:
    """The stylesheet that a municipality's accent adds to ours; ValueError if it is no colour."""
    colour = read_colour(accent)
    day, night = _tokens(shades_by_day(colour)), _tokens(shades_by_night(colour))
    css = f":root{{{day}}}\n@media (prefers-color-scheme:dark){{:root{{{night}}}}}\n"
    return Stylesheet(hashlib.sha256(css.encode()).hexdigest()[:12], css)


def _tokens(shades: Shades) -> str:
    tokens = {
        "--accent": shades.accent,
        "--kern-color-action-default": shades.accent,
        "--kern-color-action-visited": shades.visited,
        "--kern-color-action-state-indicator-shade-hover": shades.hover,
        "--kern-color-action-state-indicator-shade-active": shades.hover,
        "--kern-color-action-state-indicator-tint-hover-opacity": "var(--wash)",
        "--kern-color-action-state-indicator-tint-active-opacity": "var(--wash)",
    }
    return ";".join(f"{name}:{value}" for name, value in tokens.items())


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    return Colour(*(round(a + (b - a) * share) for a, b in zip(colour.parts, other.parts, strict=True)))


def _turned(colour: Colour) -> Colour:
    """The next hue; a grey stays grey."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in colour.parts))
    turned = hls_to_rgb((hue + VISITED_TURN) % 1, lightness, saturation)
    return Colour(*(round(part * 255) for part in turned))


def _first_readable(colour: Colour, *, towards: Colour, grounds: tuple[Colour, ...]) -> Colour:
    for step in range(STEPS):
        candidate = _mixed(colour, towards, step / STEPS)
        if all(contrast(candidate, ground) >= ENOUGH for ground in grounds):
            return candidate
    return towards
