"""Boundaries: real files come in whole, broken ones are explained, and the drawing stays in its frame."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.places.boundary import MAX_POINTS, BadBoundary, outline, read_areas, seems_swapped

DATA = Path(os.environ.get("QUARTER_TEST_DATA") or Path(__file__).parents[3] / "shared" / "data") / "lor-berlin"
FILES = {"planungsraeume_bis2020_neukoelln.geojson": 40, "prognoseraeume_2021_berlin.geojson": 58}


def text_of(name: str) -> str:
    file = DATA / name
    if not file.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"{name} is not here; QUARTER_TEST_DATA names the folder that has lor-berlin/")
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "count"), FILES.items())
def test_every_area_of_a_real_file_is_read(name, count):
    areas = read_areas(text_of(name))
    assert len(areas) == count
    assert all(area.name for area in areas)
    assert {area.geometry["type"] for area in areas} <= {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize("name", FILES)
def test_every_area_of_a_real_file_can_be_drawn(name):
    for area in read_areas(text_of(name)):
        path, width, height = outline(area.geometry)
        assert width == 600
        assert 100 < height < 3000
        assert_inside(path, width, height)


SQUARE = [[13.0, 52.0], [13.1, 52.0], [13.1, 52.1], [13.0, 52.1], [13.0, 52.0]]


def polygon(*rings) -> dict:
    return {"type": "Polygon", "coordinates": list(rings or [SQUARE])}


def feature(geometry, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features) -> dict:
    return {"type": "FeatureCollection", "features": list(features)}


def with_point(point) -> dict:
    return polygon([SQUARE[0], point, *SQUARE[2:]])


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (polygon(), [None]),
        (feature(polygon(), name="Kanalviertel"), ["Kanalviertel"]),
        (feature(polygon(), name="حي القناة"), ["حي القناة"]),
        ({"type": "Feature", "properties": None, "geometry": polygon()}, [None]),
        ({"type": "Feature", "geometry": polygon()}, [None]),
        ({"type": "Feature", "properties": ["name"], "geometry": polygon()}, [None]),
        (collection(feature(polygon(), name="A"), feature(polygon())), ["A", None]),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}, [None]),
        (polygon(SQUARE, SQUARE), [None]),  # with a hole
        (with_point([13.1, 52.0, 34.5]), [None]),  # with a height
        ({**polygon(), "crs": None, "bbox": [1, 2, 3, 4]}, [None]),
        (feature(polygon(), name=12), ["12"]),
        (feature(polygon(), name=""), [None]),
        (feature(polygon(), name="  A "), ["A"]),
        (feature(polygon(), GEN="Kanalviertel", NAME=None), ["Kanalviertel"]),
        (feature(polygon(), NAME="Kanalviertel", GEN="K"), ["Kanalviertel"]),
        (feature(polygon(), PLR_ID="0801", PLR_NAME="Hasenheide"), ["Hasenheide"]),
        (feature(polygon(), name="Ha\u0308ndel\u2028platz \ud800"), ["Händel platz"]),
        (feature(polygon(), name=["A"], Name={}), [None]),
        (feature(polygon(), name="x" * 500), ["x" * 120]),
    ],
)
def test_good_boundaries(data, names):
    assert [area.name for area in read_areas(json.dumps(data))] == names


def test_a_mark_at_the_beginning_of_a_file_does_no_harm():
    """Windows programs write one."""
    assert len(read_areas("\ufeff" + json.dumps(polygon()))) == 1


def test_only_the_geometry_itself_is_kept():
    [area] = read_areas(json.dumps({**polygon(), "note": "<script>"}))
    assert set(area.geometry) == {"type", "coordinates"}


LONG_RING = [[13.0, 52.0]] * (MAX_POINTS + 1)
BROKEN = {
    "nothing": ("", "line 1, column 1"),
    "no JSON": ('{"type":\n oops}', "line 2, column 2"),
    "half a file": ('{"type": "Polygon", "coordinates": [[[13', "line 1"),
    "a list": ("[1]", "curly brackets"),
    "a word": ('"Polygon"', "curly brackets"),
    "null": ("null", "curly brackets"),
    "an empty object": ("{}", "file: "),
    "an unknown type": ({"type": "Circle"}, "file: the geometry is Circle"),
    "a type that is no word": ({"type": ["Polygon"]}, "file: the geometry is"),
    "a point": ({"type": "Point", "coordinates": [13, 52]}, "is Point, but a boundary is a Polygon"),
    "a line": (feature({"type": "LineString", "coordinates": SQUARE}), "is LineString"),
    "a collection of geometries": (feature({"type": "GeometryCollection", "geometries": []}), "GeometryCollection"),
    "no features": (collection(), "holds no area"),
    "features that are no list": ({"type": "FeatureCollection", "features": {}}, "no list of features"),
    "features that are missing": ({"type": "FeatureCollection"}, "no list of features"),
    "a feature that is null": (collection(feature(polygon()), None), "feature 2: this is not an object"),
    "a feature that is a number": (collection(5), "feature 1: this is not an object"),
    "a feature without geometry": (collection(feature(polygon()), feature(None)), "feature 2: there is no geometry"),
    "no coordinates": ({"type": "Polygon"}, "file: "),
    "empty coordinates": ({"type": "Polygon", "coordinates": []}, "polygon 1 is empty"),
    "an empty multipolygon": ({"type": "MultiPolygon", "coordinates": []}, "no coordinates"),
    "coordinates that are a word": ({"type": "MultiPolygon", "coordinates": "x"}, "no coordinates"),
    "coordinates that are an object": ({"type": "Polygon", "coordinates": {"a": 1}}, "polygon 1 is empty"),
    "an empty second polygon": ({"type": "MultiPolygon", "coordinates": [[SQUARE], []]}, "polygon 2 is empty"),
    "a ring that is a number": (polygon(5), "ring 1"),
    "a ring that is null": (polygon(SQUARE, None), "polygon 1, ring 2"),
    "a ring that is an object": (polygon({"a": 1}), "ring 1"),
    "a ring of three points": (polygon(SQUARE[:3]), "ring 1: a ring needs at least four points"),
    "an open ring": (polygon(SQUARE[:4]), "ring 1: the ring is not closed"),
    "an open hole in a feature": (collection(feature(polygon(SQUARE, SQUARE[:4]))), "feature 1, polygon 1, ring 2"),
    "a polygon one list too shallow": ({"type": "Polygon", "coordinates": SQUARE}, "ring 1"),
    "a multipolygon one list too shallow": ({"type": "MultiPolygon", "coordinates": [SQUARE]}, "ring 1"),
    "a point with one number": (with_point([13.1]), "ring 1: point 2"),
    "a point that is a word": (with_point("x"), "point 2"),
    "a point of words": (with_point(["13.1", "52.0"]), "point 2"),
    "a point of truths": (with_point([True, False]), "point 2"),
    "a point of nulls": (with_point([None, None]), "point 2"),
    "a latitude beyond the pole": (with_point([13.1, 91]), "point 2"),
    "a longitude beyond the world": (with_point([181, 52]), "point 2"),
    "metres instead of degrees": (with_point([392000.5, 5818000.5]), "degrees (WGS 84)"),
    "not a number": (json.dumps(with_point([13.1, 52])).replace("52]", "NaN]", 1), "point 2"),
    "infinity": (json.dumps(with_point([13.1, 52])).replace("13.1", "1e999", 1), "point 2"),
    "a number of 400 digits": (json.dumps(with_point([10**400, 52])), "point 2"),
    "a height that is a word": (with_point([13.1, 52, "high"]), "point 2"),
    "too many points": (polygon(LONG_RING), f"more than {MAX_POINTS} points"),
    "too many points in many rings": (polygon(*[SQUARE] * (MAX_POINTS // 5 + 1)), "more than"),
    "a number of 5000 digits": ("[" + "9" * 5000 + "]", "too strange"),
    "a nest of lists": ("[" * 100_000, "too strange"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_explained_with_what_and_where(what):
    data, message = BROKEN[what]
    with pytest.raises(BadBoundary) as caught:
        read_areas(data if isinstance(data, str) else json.dumps(data))
    assert message in str(caught.value)
    assert caught.value.message % caught.value.values == str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "geometry", "features", "properties", "name"]), inner)
    ),
    max_leaves=12,
)
TYPES = st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection"])


@given(data=st.dictionaries(st.sampled_from(["coordinates", "geometry", "features", "properties"]), JSON), kind=TYPES)
def test_whatever_is_in_a_file_it_is_read_or_explained(data, kind):
    try:
        areas = read_areas(json.dumps({"type": kind, **data}))
    except BadBoundary:
        return
    assert areas


# --- drawing ---


def points_of(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def assert_inside(path: str, width: int, height: int) -> None:
    assert re.fullmatch(r"(M[\d. L]+Z)+", path)
    assert all(0 <= x <= width + 0.1 and 0 <= y <= height + 1 for x, y in points_of(path))


def test_a_square_on_the_equator_is_square():
    path, width, height = outline(polygon([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]), width=100)
    assert (width, height) == (100, 100)
    assert path == "M0.0 100.0L100.0 100.0L100.0 0.0L0.0 0.0Z"


def test_in_the_north_a_degree_of_longitude_is_half_as_wide():
    _, width, height = outline(polygon([[0, 60], [1, 60], [1, 61], [0, 61], [0, 60]]), width=100)
    assert height / width == pytest.approx(2, rel=0.05)


def test_north_is_up_and_east_is_right():
    path, width, height = outline(polygon([[10, 50], [11, 50], [11, 51], [10, 50]]))
    southwest, southeast, northeast = points_of(path)
    assert southwest[0] < southeast[0]
    assert northeast[1] < southeast[1]
    assert_inside(path, width, height)


def test_each_ring_is_closed_and_holes_are_kept():
    path, _, _ = outline({"type": "MultiPolygon", "coordinates": [[SQUARE, SQUARE], [SQUARE]]})
    assert path.count("M") == path.count("Z") == 3


degrees = st.tuples(st.floats(-179, 179), st.floats(-85, 85))


@given(corners=st.lists(degrees, min_size=3, max_size=12), width=st.integers(10, 2000))
def test_a_drawing_stays_in_its_frame(corners, width):
    ring = [list(corner) for corner in (*corners, corners[0])]
    path, shown_width, height = outline(polygon(ring), width=width)
    assert shown_width == width
    assert height >= 1
    assert_inside(path, width, height)


@pytest.mark.parametrize("ring", [[[13, 52]] * 4, [[13, 52], [13, 53], [13, 54], [13, 52]], [[13, 90]] * 4])
def test_a_line_or_a_point_can_be_drawn(ring):
    path, width, height = outline(polygon(ring))
    assert_inside(path, width, height)
    assert height <= 20 * width


@pytest.mark.parametrize(
    ("first", "known", "is_swapped"),
    [
        ([13.4, 52.5], [], False),
        ([52.5, 13.4], [], True),
        ([48.1, 11.6], [], True),
        ([-8.5, 43.0], [], False),
        ([13.4, 52.5], [[13.3, 52.4]], False),
        ([52.5, 13.4], [[13.3, 52.4]], True),
        ([40.0, 3.0], [[3.1, 40.1]], True),
        ([80.0, 7.0], [[13.3, 52.4]], False),  # far away either way: somebody else's mistake
    ],
)
def test_latitude_before_longitude_is_noticed_from_where_the_town_lies(first, known, is_swapped):
    area, homes = polygon([first] * 4), [polygon([home] * 4) for home in known]
    assert seems_swapped(area, homes, meridian=15) is is_swapped


def test_an_area_on_both_sides_of_the_date_line_can_be_read_and_drawn():
    east, west = ([[side, -16.8], [side * 0.999, -16.8], [side, -16.78], [side, -16.8]] for side in (180, -180))
    [area] = read_areas(json.dumps(feature({"type": "MultiPolygon", "coordinates": [[east], [west]]}, name="Taveuni")))
    path, width, height = outline(area.geometry)
    assert_inside(path, width, height)
