"""A variant as PDF (PDF/A-2a, PDF/UA-1): the drawing with its numbers, and the things as a table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from quarter.foundation import clock
from quarter.foundation.multilingual import Words
from quarter.foundation.typesetting import kept_papers, set_pdf
from quarter.planning.domain import cost_of
from quarter.planning.drawing import Base, marks
from quarter.planning.queries import ElementLine, VariantOfPlan

TEMPLATE = Path(__file__).with_name("variant.typ")
PICTURE = "picture.webp"
PHOTO_SIDE = 600  # pixels: five centimetres wide on paper

Read = Callable[[str], bytes | None]


def render(
    of: VariantOfPlan, elements: Sequence[ElementLine], base: Base | None, words: Words, *,
    author: str, issuer: str, read: Read,
) -> bytes:  # fmt: skip
    """The PDF; `read` gives the bytes of a stored picture. What is no longer there is left out."""
    picture = read(base.picture) if base and base.picture else None
    photos = {element.photo: small for element in elements if element.photo and (small := _photo(element.photo, read))}
    has_drawing = base is not None and (picture is not None or base.path is not None)
    laid_out = {
        **_head(of, elements, words, author),
        "issuer": issuer,
        "direction": words.direction,
        "drawing": _drawing(base, elements, words) if base and has_drawing else None,
        "things": [_thing(number, element, words, photos) for number, element in enumerate(elements, 1)],
    }
    files = {_file_of(key): photo for key, photo in photos.items()} | ({PICTURE: picture} if picture else {})
    return set_pdf(TEMPLATE, laid_out, language=words.language, dated=_dated(of, elements), files=files)


def _dated(of: VariantOfPlan, elements: Sequence[ElementLine]) -> datetime:
    """When something was added last: the clock of the machine has no say in it."""
    return max([of.variant.created_at, *(element.added_at for element in elements)])


def _head(of: VariantOfPlan, elements: Sequence[ElementLine], words: Words, author: str) -> dict[str, Any]:
    plan, variant, _ = of.plan, of.variant, words.gettext
    title = _("The group's variant") if variant.is_groups else variant.title
    facts = [
        (_("Ideas"), _("%(first)s to %(last)s", first=words.date(plan.from_on), last=words.date(plan.until_on))),
        (_("Rough cost"), _cost(elements, words)),
    ]
    return {
        "title": title,
        "heading": f"{title} · {plan.title}",
        "plan": {"text": plan.title, "lang": plan.lang},
        "facts": facts if variant.is_groups else [(_("Proposed by"), author), *facts],
        "why": {"text": variant.text, "lang": variant.lang},
        "page_of": _("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        "things_label": _("What stands in it"),
        "nothing": _("Nothing stands in this variant yet."),
        "head": [_("No."), _("What"), _("Place"), _("Rough cost"), _("Who would look after it")],
    }


def _cost(elements: Sequence[ElementLine], words: Words) -> str:
    cost = cost_of(elements)
    known = words.gettext("about %(amount)s euros", amount=f"{cost.euros:,}".replace(",", "\u202f"))
    unknown = words.ngettext("%(num)d thing without an estimate", "%(num)d things without an estimate", cost.unknown)
    if not cost.unknown:
        return known
    return words.gettext("%(known)s, %(unknown)s", known=known, unknown=unknown) if cost.euros else unknown


def _drawing(base: Base, elements: Sequence[ElementLine], words: Words) -> dict[str, Any]:
    return {
        "alt": words.gettext("Drawing of the variant; its numbers are those of the table."),
        "ratio": base.height / base.width,
        "picture": PICTURE if base.picture else None,
        "rings": _rings(base),
        "marks": [
            {"number": mark.number, "x": mark.x / base.width, "y": mark.y / base.height}
            for mark in marks(base, elements)
        ],
    }


def _rings(base: Base) -> list[list[list[float]]]:
    """The path again as shares of width and height."""
    rings = [ring.removeprefix("M").split("L") for ring in (base.path or "").split("Z") if ring]
    points = [[[float(number) for number in point.split()] for point in ring] for ring in rings]
    return [[[x / base.width, y / base.height] for x, y in ring] for ring in points]


def _photo(key: str, read: Read) -> bytes | None:
    """A photo small enough for a cell of the table, as a JPEG, which goes into the PDF as it is; made once."""
    name = sha256(f"{PHOTO_SIDE} {key}".encode()).hexdigest()
    small = kept_papers.get(name)
    if small is None and (content := read(key)) is not None:
        small = _made_smaller(content)
        kept_papers.keep(name, small, now=clock.now().timestamp())
    return small


def _made_smaller(content: bytes) -> bytes:
    from PIL import Image  # only for those who take a file away

    written = BytesIO()
    with Image.open(BytesIO(content), formats=("WEBP",)) as image:
        image.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
        image.convert("RGB").save(written, "JPEG", quality=80)
    return written.getvalue()


def _file_of(key: str) -> str:
    return f"{key.partition('.')[0]}.jpg"


def _thing(number: int, element: ElementLine, words: Words, photos: Mapping[str, bytes]) -> dict[str, Any]:
    cost = words.gettext("no estimate") if element.cost is None else f"{element.cost:,} €".replace(",", "\u202f")
    return {
        "number": number,
        "title": {"text": element.title, "lang": element.lang},
        "kind": words.label(element.kind),
        "words": {"text": element.text, "lang": element.lang},
        "place": {"text": element.place, "lang": element.lang},
        "cost": cost,
        "keeper": {"text": element.keeper, "lang": element.lang},
        "photo": _file_of(element.photo) if element.photo and element.photo in photos else None,
        "photo_alt": element.photo_description or words.gettext("Photo: %(title)s", title=element.title),
    }
