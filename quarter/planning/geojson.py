"""Elements as GeoJSON (RFC 7946), out and in, with errors that say what and where.

An element without a point on the map is a feature without geometry: its place or its spot on the picture stands
in the properties.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from quarter.foundation.multilingual import N_, WRITTEN_LANGUAGES
from quarter.foundation.text import normalised, one_line
from quarter.places.boundary import BadBoundary
from quarter.planning.domain import MOST_ELEMENTS, Described, ElementKind, Sketch

MOST_EUROS = 100_000_000
_LONGEST = {"title": 120, "text": 5000, "place": 200, "keeper": 160}

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # no database takes these


def write_elements(elements: Iterable[Described]) -> dict[str, Any]:
    """A FeatureCollection of elements, longitude first."""
    return {"type": "FeatureCollection", "features": [_feature(element) for element in elements]}


def _feature(element: Described) -> dict[str, Any]:
    names = ("title", "text", "lang", "place", "x", "y", "cost", "keeper")
    about = {"kind": element.kind.value, **{name: getattr(element, name) for name in names}}
    has_point = element.latitude is not None
    point = {"type": "Point", "coordinates": [element.longitude, element.latitude]} if has_point else None
    properties = {name: value for name, value in about.items() if value not in (None, "")}
    return {"type": "Feature", "geometry": point, "properties": properties}


def read_elements(text: str, lang: str) -> list[Sketch]:
    """The elements of a GeoJSON text; `lang` is for those that do not say their own. BadBoundary if unusable."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), strict=False)
    except json.JSONDecodeError as error:
        raise BadBoundary(
            N_("This is not JSON: line %(line)d, column %(column)d."), line=error.lineno, column=error.colno
        ) from None
    except (ValueError, RecursionError):
        raise BadBoundary(N_("This file is JSON, but too strange to be a plan.")) from None
    features = list(_features(data))
    if len(features) > MOST_ELEMENTS:
        raise BadBoundary(
            N_("The file holds %(count)d features, but a variant holds at most %(most)d things."),
            count=len(features), most=MOST_ELEMENTS,
        )  # fmt: skip
    return [_sketch(feature, number, lang) for number, feature in enumerate(features, 1)]


def _features(data: Any) -> Iterator[Any]:
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        raise BadBoundary(N_("The file must be a FeatureCollection with a list of features."))
    if not features:
        raise BadBoundary(N_("The file holds no feature."))
    yield from features


def _sketch(feature: Any, number: int, lang: str) -> Sketch:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise BadBoundary(N_("Feature %(number)d: this is not a Feature."), number=number)
    about = feature.get("properties")
    about = about if isinstance(about, dict) else {}
    longitude, latitude = _point(feature.get("geometry"), number)
    kind = _kind(about.get("kind"), number)
    words: dict[str, Any] = {name: _words(about.get(name) or "", name, number) for name in _LONGEST}
    if not words["title"]:
        raise BadBoundary(N_("Feature %(number)d: there is no title among the properties."), number=number)
    return Sketch(
        kind=kind, **words, lang=about["lang"] if about.get("lang") in WRITTEN_LANGUAGES else lang,
        longitude=longitude, latitude=latitude, **_spot(about, number), cost=_cost(about.get("cost"), number),
    )  # fmt: skip


def _point(geometry: Any, number: int) -> tuple[float | None, float | None]:
    if geometry is None:
        return None, None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind != "Point":
        raise BadBoundary(N_("Feature %(number)d: the geometry is %(kind)s, but a thing in a plan is a Point."),
                          number=number, kind=one_line(str(kind)[:40]))  # fmt: skip
    position = geometry.get("coordinates")
    if (
        not isinstance(position, list)
        or len(position) < 2
        or not all(_is_number(value) for value in position[:2])
        or abs(position[0]) > 180
        or abs(position[1]) > 90
    ):
        raise BadBoundary(N_("Feature %(number)d: the point is not a longitude and a latitude in degrees (WGS 84)."),
                          number=number)  # fmt: skip
    return float(position[0]), float(position[1])


def _spot(about: dict[str, Any], number: int) -> dict[str, Any]:
    values: dict[str, Any] = {name: about.get(name) for name in ("x", "y")}
    if all(value is None for value in values.values()):
        return values
    if not all(_is_number(value) and 0 <= value <= 1 for value in values.values()):
        raise BadBoundary(N_("Feature %(number)d: x and y must be numbers from 0 to 1."), number=number)
    return {name: float(value) for name, value in values.items()}


def _kind(value: Any, number: int) -> ElementKind:
    try:
        return ElementKind(value or "other")
    except ValueError:
        raise BadBoundary(
            N_("Feature %(number)d: the kind “%(kind)s” is not known."), number=number, kind=one_line(str(value)[:40])
        ) from None


def _cost(value: Any, number: int) -> int | None:
    if value is None:
        return None
    if not _is_number(value) or not 0 <= value <= MOST_EUROS or value != int(value):
        raise BadBoundary(N_("Feature %(number)d: the cost must be a whole number of euros."), number=number)
    return int(value)


def _words(value: Any, name: str, number: int) -> str:
    is_text = isinstance(value, str) and not _UNKEEPABLE.search(value)
    kept = (normalised if name == "text" else one_line)(value).strip() if is_text else ""
    if not is_text or len(kept) > _LONGEST[name]:
        raise BadBoundary(N_("Feature %(number)d: %(name)s must be a text of at most %(most)d characters."),
                          number=number, name=name, most=_LONGEST[name])  # fmt: skip
    return kept


def _is_number(value: Any) -> bool:
    # Compared, not turned into a float: some whole numbers have no float. NaN and infinity are beyond, too.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MOST_EUROS
