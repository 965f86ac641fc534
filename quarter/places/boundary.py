"""Boundaries of quarters: reading GeoJSON (RFC 7946) with errors that name what is wrong where, and drawing it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from quarter.foundation.multilingual import N_
from quarter.foundation.text import one_line

MAX_POINTS = 20_000
LONGEST_NAME = 120
# Where files of offices and map programs keep the name of an area, in any capitals; else what ends in `name`.
NAMED = ("name", "gen", "bezeichnung", "stadtteil", "ortsteil", "quartier", "bezirk", "title", "label")
NEAR = 2  # degrees; a town is smaller
ZONE = 30  # degrees that a place may lie beside the meridian of its clock
SLIMMEST = 20  # a drawing is at most so many times as high as wide


class BadBoundary(ValueError):
    """The file cannot be used. `message` is English with placeholders, marked for translation."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self.message, self.values = message, values


@dataclass(frozen=True)
class Area:
    """One area of a file: its name if it has one, and its geometry (Polygon or MultiPolygon)."""

    name: str | None
    geometry: dict[str, Any]


def read_areas(text: str) -> list[Area]:
    """The areas of a GeoJSON text: a geometry, a Feature or a FeatureCollection. BadBoundary if unusable."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), strict=False)  # some programs begin a file with this mark
    except json.JSONDecodeError as error:
        raise BadBoundary(
            N_("This is not JSON: line %(line)d, column %(column)d."), line=error.lineno, column=error.colno
        ) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, a nest of thousands of lists
        raise BadBoundary(N_("This file is JSON, but too strange to be a boundary.")) from None
    if not isinstance(data, dict):
        raise BadBoundary(N_("A GeoJSON file begins with an object in curly brackets."))
    areas = [_area(feature, place) for feature, place in _features(data)]
    if not areas:
        raise BadBoundary(N_("The file holds no area."))
    return areas


def _features(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    if data.get("type") != "FeatureCollection":
        yield data, "file"
        return
    features = data.get("features")
    if not isinstance(features, list):
        raise BadBoundary(N_("The FeatureCollection has no list of features."))
    for number, feature in enumerate(features, 1):
        yield feature, f"feature {number}"


def _area(feature: Any, place: str) -> Area:
    if not isinstance(feature, dict):
        raise BadBoundary(N_("%(place)s: this is not an object."), place=place)
    is_feature = feature.get("type") == "Feature"
    geometry: Any = feature.get("geometry") if is_feature else feature
    _check(geometry, place)
    return Area(_name(feature), {"type": geometry["type"], "coordinates": geometry["coordinates"]})


def _name(feature: dict[str, Any]) -> str | None:
    properties = feature.get("properties")
    given = properties.items() if isinstance(properties, dict) else ()
    words = {key.casefold(): one_line(str(value)).strip() for key, value in given if type(value) in (str, int)}
    others = (key for key in words if key.endswith("name"))
    return next((words[key][:LONGEST_NAME].strip() for key in (*NAMED, *others) if words.get(key)), None)


def seems_swapped(geometry: dict[str, Any], known: Sequence[dict[str, Any]], meridian: float) -> bool:
    """Whether an area lies far away, and at home if its numbers were meant as latitude and longitude.

    Home is where the `known` areas lie; before there are any, near the `meridian` of the town's clock, in degrees.
    """
    east, north = _first_point(geometry)
    if known:
        homes = [_first_point(each) for each in known]
        return not _lies_near(east, north, homes) and _lies_near(north, east, homes)
    return abs(east - meridian) > ZONE >= abs(north - meridian)


def _first_point(geometry: dict[str, Any]) -> tuple[float, float]:
    east, north = _all_rings(geometry)[0][0][:2]
    return east, north


def _lies_near(east: float, north: float, homes: Sequence[tuple[float, float]]) -> bool:
    return any(abs(east - home[0]) <= NEAR and abs(north - home[1]) <= NEAR for home in homes)


def _check(geometry: Any, place: str) -> None:
    if not isinstance(geometry, dict):
        raise BadBoundary(N_("%(place)s: there is no geometry."), place=place)
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise BadBoundary(
            N_("%(place)s: the geometry is %(kind)s, but a boundary is a Polygon or a MultiPolygon."),
            place=place, kind=one_line(str(kind)[:40]),
        )  # fmt: skip
    rings = list(_rings(geometry, place))
    if sum(len(ring) for ring, _ in rings if isinstance(ring, list)) > MAX_POINTS:
        raise BadBoundary(N_("%(place)s: more than %(most)d points. Please simplify the area."),
                          place=place, most=MAX_POINTS)  # fmt: skip
    for ring, ring_place in rings:
        _check_ring(ring, ring_place)


def _rings(geometry: dict[str, Any], place: str) -> Iterator[tuple[list[Any], str]]:
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise BadBoundary(N_("%(place)s: there are no coordinates."), place=place)
    for number, polygon in enumerate(polygons, 1):
        if not isinstance(polygon, list) or not polygon:
            raise BadBoundary(N_("%(place)s: polygon %(number)d is empty."), place=place, number=number)
        for ring_number, ring in enumerate(polygon, 1):
            yield ring, f"{place}, polygon {number}, ring {ring_number}"


def _check_ring(ring: Any, place: str) -> None:
    if not isinstance(ring, list) or len(ring) < 4:
        raise BadBoundary(N_("%(place)s: a ring needs at least four points."), place=place)
    for number, point in enumerate(ring, 1):
        if not _is_position(point):
            raise BadBoundary(
                N_("%(place)s: point %(number)d is not a longitude and a latitude in degrees (WGS 84)."),
                place=place, number=number,
            )  # fmt: skip
    if ring[0] != ring[-1]:
        raise BadBoundary(N_("%(place)s: the ring is not closed, its last point must be its first."), place=place)


def _is_position(point: Any) -> bool:
    if not isinstance(point, list) or len(point) < 2:
        return False
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in point):
        return False
    return abs(point[0]) <= 180 and abs(point[1]) <= 90  # false for NaN and infinity too


@dataclass(frozen=True)
class Projection:
    """How degrees become points of a drawing whose top left corner is north-west."""

    west: float
    north: float
    per_longitude: float
    per_latitude: float
    width: int
    height: int

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self.per_longitude, (self.north - latitude) * self.per_latitude


def projection(geometry: dict[str, Any], width: int = 600) -> Projection:
    """The drawing of this width that the geometry just fits in."""
    points = [point for ring in _all_rings(geometry) for point in ring]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    west, north, south = min(longitudes), max(latitudes), min(latitudes)
    squeeze = cos(radians((north + south) / 2))  # a degree of longitude is shorter than one of latitude
    scale = width / max((max(longitudes) - west) * squeeze, (north - south) / SLIMMEST, 1e-9)
    return Projection(west, north, squeeze * scale, scale, width, max(1, round((north - south) * scale)))


def outline(geometry: dict[str, Any], width: int = 600) -> tuple[str, int, int]:
    """The geometry as the path of an SVG of this width: (path, width, height), north up."""
    drawn = projection(geometry, width)

    def line(ring: list[Any]) -> str:
        points = (drawn.point(point[0], point[1]) for point in ring[:-1])
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"

    return "".join(line(ring) for ring in _all_rings(geometry)), drawn.width, drawn.height


def _all_rings(geometry: dict[str, Any]) -> list[list[Any]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]
