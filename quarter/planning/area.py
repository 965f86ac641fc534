"""The area of a plan: one polygon that does not cross itself, and what lies within it."""

from itertools import pairwise
from typing import Any

from quarter.foundation.multilingual import N_
from quarter.places.boundary import BadBoundary, read_areas

MOST_AREA_POINTS = 2_000

Position = tuple[float, float]


def read_area(text: str) -> dict[str, Any]:
    """The one polygon of a GeoJSON text. BadBoundary if there is another number, or if it crosses itself."""
    areas = read_areas(text)
    if len(areas) > 1 or areas[0].geometry["type"] != "Polygon":
        raise BadBoundary(N_("A plan has one area, so the file must hold exactly one Polygon."))
    geometry = areas[0].geometry
    if sum(len(ring) for ring in geometry["coordinates"]) > MOST_AREA_POINTS:
        raise BadBoundary(N_("The area has more than %(most)d points. Please simplify it."), most=MOST_AREA_POINTS)
    for number, ring in enumerate(geometry["coordinates"], 1):
        crossing = find_crossing([(point[0], point[1]) for point in ring])
        if crossing:
            raise BadBoundary(
                N_("Ring %(ring)d crosses itself: the line after point %(first)d meets the line after point "
                   "%(second)d."),
                ring=number, first=crossing[0] + 1, second=crossing[1] + 1,
            )  # fmt: skip
    return geometry


def find_crossing(ring: list[Position]) -> tuple[int, int] | None:
    """The first two lines of a closed ring that meet elsewhere than at their common corner, by the points they
    start at; None if the ring is simple."""
    lines = [(start, number, end) for number, (start, end) in enumerate(pairwise(ring))
             if start != end]  # fmt: skip
    count = len(lines)
    places = {line[1]: place for place, line in enumerate(lines)}
    active: list[tuple[Position, int, Position]] = []
    for line in sorted(lines, key=lambda line: min(line[0][0], line[2][0])):
        left = min(line[0][0], line[2][0])
        active = [other for other in active if max(other[0][0], other[2][0]) >= left]
        for other in active:
            gap = (places[line[1]] - places[other[1]]) % count
            if _folds_back(other, line, gap, count) if gap in (1, count - 1) else _meet(line, other):
                return min(line[1], other[1]), max(line[1], other[1])
        active.append(line)
    return None


def _folds_back(one: Any, two: Any, gap: int, count: int) -> bool:
    """Whether two lines that follow each other run back over each other."""
    first, second = (one, two) if gap == 1 else (two, one)
    (a, _, b), (_, _, c) = first, second
    if count == 2:
        return True
    return _turn(a, b, c) == 0 and (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0


def _meet(one: Any, two: Any) -> bool:
    (a, _, b), (c, _, d) = one, two
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((turns[0], c, a, b), (turns[1], d, a, b), (turns[2], a, c, d), (turns[3], b, c, d))
    return any(turn == 0 and _is_between(point, start, end) for turn, point, start, end in ends)


def _turn(a: Position, b: Position, c: Position) -> int:
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _is_between(point: Position, start: Position, end: Position) -> bool:
    return all(min(start[axis], end[axis]) <= point[axis] <= max(start[axis], end[axis]) for axis in (0, 1))


def contains(geometry: dict[str, Any], longitude: float, latitude: float) -> bool:
    """Whether a point lies within a Polygon or MultiPolygon; holes are outside."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return any(sum(_crosses(ring, longitude, latitude) for ring in polygon) % 2 for polygon in polygons)


def _crosses(ring: list[Any], longitude: float, latitude: float) -> int:
    """How often a line eastwards from the point crosses the ring."""
    crossings = 0
    for start, end in pairwise(ring):
        if (start[1] > latitude) != (end[1] > latitude):
            east = start[0] + (latitude - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
            crossings += longitude < east
    return crossings
