"""GeoJSON out and in."""

import json
from io import BytesIO
from typing import Any

import pytest

from tests.planning.pages import marks, value_of
from tests.planning.plans import AREA, stored


class TestGeojson:
    def test_out_and_in_again(self, client, world, ids) -> None:
        out = client.get(f"/plans/{ids['plan']}/variants/{ids['own']}.geojson")
        assert out.headers["Content-Type"] == "application/geo+json"
        assert [feature["properties"]["title"] for feature in out.json["features"]] == ["A bench", "A lime tree"]
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/import")
        client.submit(file=(BytesIO(out.data), "plan.geojson"), follow=True)
        assert "2 things were added." in client.text
        assert marks(client) == ["1", "2", "3", "4"]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("", "Please choose a file or paste its text."),
            ("{", "This is not JSON: line 1, column 2."),
            (
                {"features": [{"type": "Feature", "geometry": {"type": "Polygon"}}]},
                "Feature 1: the geometry is Polygon",
            ),
            ({"features": [{}] * 300}, "The file holds 300 features, but a variant holds at most 200 things."),
        ],
    )
    def test_what_is_wrong_is_named_and_the_text_kept(self, client, world, ids, content: Any, message) -> None:
        text = content if isinstance(content, str) else json.dumps({"type": "FeatureCollection", **content})
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/import")
        client.submit(text=text, status=422)
        assert message in client.text
        assert value_of(client, "text") == text

    def test_a_hundred_thousand_points(self, client, world, ids) -> None:
        feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [8.5, 53.5]}, "properties": {}}
        data = json.dumps({"type": "FeatureCollection", "features": [feature] * 100_000}).encode()
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/import")
        client.submit(file=(BytesIO(data), "plan.geojson"), status=422)
        assert "The file holds 100000 features" in client.text

    def test_points_outside_the_plan_and_what_is_no_text(self, client, world, database) -> None:
        ids = stored(database, world, picture=None, area=AREA)
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/import")
        feature = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [0, 0]},
            "properties": {"title": "A"},
        }
        client.submit(text=json.dumps({"type": "FeatureCollection", "features": [feature]}), status=409)
        assert "outside the plan" in client.text
        client.submit(file=(BytesIO(b"\xff\xfe\x00"), "plan.geojson"), status=422)
        assert "no text in UTF-8" in client.text
