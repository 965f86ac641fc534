"""Areas and elements as GeoJSON: what comes out goes in again; what is wrong is named with its place."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.groups.boundary import BadBoundary
from quarter.planning.domain import ElementKind, Sketch
from quarter.planning.geojson import contains, find_crossing, read_area, read_elements, write_elements

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


words = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs",)), max_size=40).map(
    str.strip
)
degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
shares = st.tuples(st.floats(0, 1), st.floats(0, 1))


@st.composite
def sketches(draw: Any) -> Sketch:
    position = draw(st.sampled_from(("none", "map", "picture")))
    longitude, latitude = draw(degrees) if position == "map" else (None, None)
    x, y = draw(shares) if position == "picture" else (None, None)
    return Sketch(
        kind=draw(st.sampled_from(ElementKind)), title=draw(words.filter(bool)), text=draw(words), lang="ar",
        place=draw(words), latitude=latitude, longitude=longitude, x=x, y=y,
        cost=draw(st.none() | st.integers(0, 1000)), keeper=draw(words),
    )  # fmt: skip


@given(st.lists(sketches(), min_size=1, max_size=5))
def test_what_comes_out_goes_in_again(elements: list[Sketch]) -> None:
    assert read_elements(json.dumps(write_elements(elements)), "de") == elements


def feature(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"title": "A bench", **properties}}


BAD = [
    ("{", "not JSON: line 1"),
    ("[]", "must be a FeatureCollection"),
    ('{"type": "FeatureCollection", "features": []}', "holds no feature"),
    ([1], "Feature 1: this is not a Feature"),
    ([feature(), feature({"type": "LineString", "coordinates": []})], "Feature 2: the geometry is LineString"),
    ([feature({"type": "Point", "coordinates": [200, 0]})], "Feature 1: the point is not a longitude"),
    ([feature({"type": "Point", "coordinates": ["a", 0]})], "Feature 1: the point is not a longitude"),
    ([feature(title="")], "Feature 1: there is no title"),
    ([feature(title="x" * 121)], "title must be a text of at most 120"),
    ([feature(text=["a"])], "text must be a text"),
    ([feature(text="\ud800")], "text must be a text"),
    ([feature(kind="castle")], "the kind “castle” is not known"),
    ([feature(cost=-1)], "whole number of euros"),
    ([feature(cost=1.5)], "whole number of euros"),
    ([feature(x=2, y=0)], "from 0 to 1"),
    ([feature(x=0.5)], "from 0 to 1"),
    ([feature()] * 100_000, "holds 100000 features"),
]


@pytest.mark.parametrize(("content", "message"), BAD)
def test_what_is_wrong_is_named(content: Any, message: str) -> None:
    text = content if isinstance(content, str) else json.dumps({"type": "FeatureCollection", "features": content})
    with pytest.raises(BadBoundary, match=message):
        read_elements(text, "en")


def test_no_number_may_be_endless() -> None:
    text = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"title": "a", "cost": NaN}}]}'
    with pytest.raises(BadBoundary, match="whole number"):
        read_elements(text, "en")


def test_longitude_comes_first() -> None:
    row = SimpleNamespace(kind=ElementKind.TREE, title="A tree", text="", lang="en", place="", latitude=53.5,
                          longitude=8.6, x=None, y=None, cost=None, keeper="")  # fmt: skip
    (out,) = write_elements([row])["features"]
    assert out["geometry"] == {"type": "Point", "coordinates": [8.6, 53.5]}
    assert out["properties"] == {"kind": "tree", "title": "A tree", "lang": "en"}
