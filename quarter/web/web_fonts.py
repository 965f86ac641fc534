"""The fonts that pages are set in: what is cut out of the packages, and the rules that name them to browsers.

A browser fetches a file only where one of its letters is on the page. A font that comes late is left for the next
page (`optional`): lines must not jump under the eyes of who has begun to read. layouts/page.html fetches early what
every page is set in: Latin, which names and places of the town are written in, and the page's own script.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

WEIGHTS = (400, 600)


@dataclass(frozen=True)
class WebFont:
    family: str
    package: str
    subset: str
    letters: str = ""
    """What to keep of the package's subset, where it holds much that none of our languages writes."""


WEB_FONTS = (
    WebFont("Fira Sans", "fira-sans", "latin"),
    WebFont("Fira Sans", "fira-sans", "latin-ext", "U+0100-017F,U+018F,U+0218-021B,U+0259,U+1E9E,U+20BA"),
    WebFont("Fira Sans", "fira-sans", "cyrillic"),
    WebFont("Noto Sans Arabic", "noto-sans-arabic", "arabic", "U+0600-06FF,U+200C-200E"),
)


def web_fonts(packages: Path) -> Iterator[tuple[str, bytes, str]]:
    """File name, content and @font-face rule of each."""
    for font in WEB_FONTS:
        folder = packages / font.package
        letters = font.letters or json.loads((folder / "unicode.json").read_text())[font.subset]
        for weight in WEIGHTS:
            name = f"{font.package}-{font.subset}-{weight}.woff2"
            source = folder / "files" / f"{font.package}-{font.subset}-{weight}-normal.woff2"
            content = cut(source, letters) if font.letters else source.read_bytes()
            yield name, content, face(font.family, weight, name, letters)


def cut(source: Path, letters: str) -> bytes:
    from fontTools import subset  # large, and the server, which imports this file too, never cuts

    # 13 and 14 are the licence, which has to travel with the font.
    options = subset.Options(flavor="woff2", name_IDs=[*range(7), 13, 14])
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(letters))
    subsetter.subset(font)
    content = BytesIO()
    subset.save_font(font, content, options)
    return content.getvalue()


def face(family: str, weight: int, name: str, letters: str) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: optional; '
        f'src: url({name}) format("woff2"); unicode-range: {letters}; }}'
    )
