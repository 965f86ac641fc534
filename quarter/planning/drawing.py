"""A variant as a drawing: the picture or the outline of the place, and a numbered point for each element.

The numbers are those of the list beside it. Both ways between the drawing and what is stored are straight lines,
so a script can write what a click means without knowing which base it is on.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import cos, dist, pi, sin
from typing import NamedTuple

from quarter.places.boundary import outline, projection
from quarter.planning.domain import Placed
from quarter.planning.models import Plan

WIDTH = 600
APART = 36  # points between two numbers, so that they do not cover one another on a phone
ASIDE = [(APART * far * cos(turn * pi / 4), APART * far * sin(turn * pi / 4)) for far in (1, 2) for turn in range(8)]


@dataclass(frozen=True)
class Base:
    """What is drawn on: a picture by its key, or a path. `across` and `down` turn points into stored numbers:
    the number at the left (top) edge, and what one point more adds to it."""

    width: int
    height: int
    across: tuple[float, float]
    down: tuple[float, float]
    picture: str | None = None
    path: str | None = None

    def point(self, element: Placed) -> tuple[float, float] | None:
        """Where an element stands in the drawing; None if it is only described."""
        first, second = (element.x, element.y) if self.picture else (element.longitude, element.latitude)
        if first is None or second is None:
            return None
        return (first - self.across[0]) / self.across[1], (second - self.down[0]) / self.down[1]


class Mark(NamedTuple):
    """A number in the drawing; if it stands aside, its thing is `dx` and `dy` away."""

    number: int
    x: float
    y: float
    dx: float = 0.0
    dy: float = 0.0


def base_of(plan: Plan, boundary: str | None) -> Base | None:
    """The base of a plan; None for one on the map of a quarter that has no boundary yet."""
    if plan.picture and plan.picture_width and plan.picture_height:
        height = max(1, round(WIDTH * plan.picture_height / plan.picture_width))
        return Base(WIDTH, height, (0.0, 1 / WIDTH), (0.0, 1 / height), picture=plan.picture)
    ground = plan.area or boundary
    if not ground:
        return None
    return _on_the_map(ground)


@lru_cache(maxsize=32)
def _on_the_map(ground: str) -> Base:
    """A boundary has thousands of points, and is the same on every page of a plan."""
    geometry = json.loads(ground)
    path, width, height = outline(geometry, WIDTH)
    drawn = projection(geometry, WIDTH)
    return Base(width, height, (drawn.west, 1 / drawn.per_longitude), (drawn.north, -1 / drawn.per_latitude), path=path)


def marks(base: Base, elements: Sequence[Placed]) -> tuple[Mark, ...]:
    """The elements that have a point, numbered as in the list."""
    placed = ((number, base.point(element)) for number, element in enumerate(elements, 1))
    return tuple(Mark(number, round(point[0], 1), round(point[1], 1)) for number, point in placed if point)


@lru_cache(maxsize=32)
def spread(base: Base, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The same numbers, but one that would cover another stands aside, if there is room.

    Kept, because a variant is looked at far more often than it is changed.
    """
    placed: list[Mark] = []
    near: dict[tuple[int, int], list[Mark]] = defaultdict(list)  # by square: what may cover is in it or beside it
    for mark in marks:
        mark = next((free for free in _around(base, mark) if not _covers(free, near)), mark)
        placed.append(mark)
        near[_square(mark)].append(mark)
    return tuple(placed)


def _around(base: Base, mark: Mark) -> Iterator[Mark]:
    """Where a number may stand: at its thing, else beside it, else a little further."""
    yield mark
    for dx, dy in ASIDE:
        x, y = round(mark.x + dx, 1), round(mark.y + dy, 1)
        if 0 <= x <= base.width and 0 <= y <= base.height:
            yield Mark(mark.number, x, y, round(mark.x - x, 1), round(mark.y - y, 1))


def _covers(mark: Mark, near: Mapping[tuple[int, int], Sequence[Mark]]) -> bool:
    column, row = _square(mark)
    return any(
        # A point less: what was moved by just as much does not cover.
        dist((mark.x, mark.y), (other.x, other.y)) < APART - 1
        for square in product((column - 1, column, column + 1), (row - 1, row, row + 1))
        for other in near.get(square, ())
    )


def _square(mark: Mark) -> tuple[int, int]:
    return int(mark.x // APART), int(mark.y // APART)
