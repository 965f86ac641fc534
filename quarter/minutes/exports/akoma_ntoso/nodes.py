"""Elements of an Akoma Ntoso document. All text comes in as text, so nothing written can become markup."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from lxml import etree

from quarter.foundation.glyphs import holdable
from quarter.minutes.document import Written

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN_NAMESPACE = "urn:x-quarter:minutes:1"  # what the standard has no words for: seal, stays in the room
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Element: TypeAlias = Any  # lxml brings no types
Inside: TypeAlias = Element | str | None


def node(tag: str, *inside: Inside, lang: str | None = None, **attributes: str | int | None) -> Element:
    """An element with texts and elements in it; what is None is left out."""
    return _filled(etree.Element(f"{{{NAMESPACE}}}{tag}"), inside, lang, attributes)


def own_node(tag: str, *inside: Inside, **attributes: str | int | None) -> Element:
    """An element in our own namespace."""
    return _filled(etree.Element(f"{{{OWN_NAMESPACE}}}{tag}"), inside, None, attributes)


def passage(written: Written) -> list[Element]:
    """What a person wrote, letter for letter: a paragraph for each block of lines, a break at each end of line."""
    return [node("p", *_lines(block), lang=written.lang) for block in written.text.split("\n\n")]


def inline(tag: str, written: Written, **attributes: str) -> Element:
    """A title in its language."""
    return node(tag, written.text, lang=written.lang, **attributes)


def _lines(block: str) -> Iterable[Inside]:
    for number, line in enumerate(block.split("\n")):
        if number:
            yield node("br")
        yield line


def _filled(
    element: Element, inside: Iterable[Inside], lang: str | None, attributes: dict[str, str | int | None]
) -> Element:
    if lang:
        element.set(_LANG, lang)
    for name, value in attributes.items():
        if value is not None:
            element.set(name, holdable(str(value)))
    for part in inside:
        if isinstance(part, str):
            _add_text(element, holdable(part))
        elif part is not None:
            element.append(part)
    return element


def _add_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
