"""The area of a plan: one polygon, which does not cross itself, and what lies within it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.places.boundary import BadBoundary
from quarter.planning.area import contains, find_crossing, read_area

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
BOW = [[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]


def polygon(*rings: list[list[float]]) -> str:
    return json.dumps({"type": "Polygon", "coordinates": list(rings)})


class TestArea:
    def test_a_simple_one_is_taken_with_its_hole(self) -> None:
        hole = [[1, 1], [2, 1], [2, 2], [1, 1]]
        assert read_area(polygon(SQUARE, hole))["coordinates"] == [SQUARE, hole]

    def test_one_that_crosses_itself_is_refused_and_says_where(self) -> None:
        with pytest.raises(BadBoundary, match=r"Ring 1 crosses itself: the line after point 1 meets .* point 3"):
            read_area(polygon(BOW))
        with pytest.raises(BadBoundary, match="Ring 2"):
            read_area(polygon(SQUARE, BOW))

    def test_too_many_points_are_refused(self) -> None:
        ring = [[n / 10_000, n % 2] for n in range(2_001)]
        with pytest.raises(BadBoundary, match="more than 2000 points"):
            read_area(polygon([*ring, ring[0]]))
        ring = [[n / 100_000, n % 2] for n in range(100_000)]
        with pytest.raises(BadBoundary, match="more than 20000 points"):
            read_area(polygon([*ring, ring[0]]))

    def test_it_is_one_polygon(self) -> None:
        both = {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}
        with pytest.raises(BadBoundary, match="exactly one Polygon"):
            read_area(json.dumps(both))


@pytest.mark.parametrize(
    ("ring", "crosses"),
    [
        (SQUARE, False),
        (BOW, True),
        ([[0, 0], [4, 0], [2, 0], [2, 3], [0, 0]], True),  # a line runs back over the one before
        ([[0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]], True),  # a corner touches a line
        ([[0, 0], [4, 0], [4, 0], [4, 4], [0, 0]], False),  # a point written twice
        ([[0, 0], [1, 1], [0, 0], [1, 1], [0, 0]], True),
    ],
)
def test_crossing(ring: list[list[float]], crosses: bool) -> None:
    assert (find_crossing([(x, y) for x, y in ring]) is not None) is crosses


@given(st.integers(3, 40), st.data())
def test_a_star_shaped_ring_never_crosses_and_a_swap_does(corners: int, data: st.DataObject) -> None:
    from math import cos, pi, sin

    lengths = data.draw(st.lists(st.floats(1, 5), min_size=corners, max_size=corners))
    ring = [
        (length * cos(2 * pi * n / corners), length * sin(2 * pi * n / corners)) for n, length in enumerate(lengths)
    ]
    assert find_crossing([*ring, ring[0]]) is None
    if corners >= 4:
        even = [(cos(2 * pi * n / corners), sin(2 * pi * n / corners)) for n in range(corners)]
        even[0], even[1] = even[1], even[0]
        assert find_crossing([*even, even[0]]) is not None


def test_inside_and_outside() -> None:
    area = json.loads(polygon(SQUARE, [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]))
    assert contains(area, 3, 3)
    assert not contains(area, 1.5, 1.5)
    assert not contains(area, 5, 1)
    assert contains({"type": "MultiPolygon", "coordinates": [area["coordinates"]]}, 3, 3)
