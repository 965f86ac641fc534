"""Elements as GeoJSON: what comes out goes in again; what is wrong is named with its place."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.foundation.text import one_line
from quarter.places.boundary import BadBoundary
from quarter.planning.domain import ElementKind, Sketch
from quarter.planning.geojson import read_elements, write_elements

words = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs",)), max_size=40).map(
    lambda text: one_line(text).strip()
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


def test_a_number_that_no_float_holds_is_said_too() -> None:
    cost = f'{{"title": "a", "cost": 1{"0" * 400}}}'
    text = f'{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": {cost}}}]}}'
    with pytest.raises(BadBoundary, match="whole number"):
        read_elements(text, "en")


def test_longitude_comes_first() -> None:
    row = SimpleNamespace(kind=ElementKind.TREE, title="A tree", text="", lang="en", place="", latitude=53.5,
                          longitude=8.6, x=None, y=None, cost=None, keeper="")  # fmt: skip
    (out,) = write_elements([row])["features"]
    assert out["geometry"] == {"type": "Point", "coordinates": [8.6, 53.5]}
    assert out["properties"] == {"kind": "tree", "title": "A tree", "lang": "en"}


def test_words_from_elsewhere_are_kept_as_those_from_a_form() -> None:
    [sketch] = read_elements(json.dumps(feature(title="Ba\u0308nke\u2028am Kanal\ufeff")).join(
        ('{"type": "FeatureCollection", "features": [', "]}")
    ), "de")  # fmt: skip
    assert sketch.title == "Bänke am Kanal"
