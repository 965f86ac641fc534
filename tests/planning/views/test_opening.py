"""A new plan: its words, and the area on the map."""

import json
from io import BytesIO

import pytest

from tests.planning.pages import NEW_PLAN, png
from tests.planning.plans import AREA


class TestWords:
    def test_dates_and_criteria_are_checked(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**{**NEW_PLAN, "until_on": "2026-10-01", "criteria": "\n".join("abcdefg")}, status=422)
        assert "before the first day" in client.text and "at most 6" in client.text

    @pytest.mark.parametrize("name", ["resident", "city", "other_moderator", "admin"])
    def test_only_moderator_and_secretary_open_one(self, client, world, name) -> None:
        client.sign_in(getattr(world, name)).get(f"/plans/new?group={world.group_id}", status=403)


class TestArea:
    def test_an_area_that_crosses_itself_says_where(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        bow = {"type": "Polygon", "coordinates": [[[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]]}
        client.submit(**NEW_PLAN, area=json.dumps(bow), status=422)
        assert "crosses itself: the line after point 1 meets the line after point 3" in client.text
        client.submit(**NEW_PLAN, area=AREA, picture=png(), status=422)
        assert "Please leave one out" in client.text
        client.submit(**NEW_PLAN, area=AREA, picture_drop="1", follow=True)

    def test_an_area_with_latitude_and_longitude_swapped_is_asked_about(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        swapped = {"type": "Polygon", "coordinates": [[[53, 8], [53, 9], [54, 9], [54, 8], [53, 8]]]}
        client.submit(**NEW_PLAN, area=json.dumps(swapped), status=422)
        assert "GeoJSON writes the longitude first" in client.text
        client.submit(**NEW_PLAN, area=AREA, follow=True)

    @pytest.mark.parametrize(
        ("points", "status", "message"),
        [
            (5_000, 422, "The area has more than 2000 points."),
            (100_000, 422, "more than 20000 points"),
            (400_000, 413, "This is too large"),
        ],
    )
    def test_an_area_of_far_too_many_points(self, client, world, points, status, message) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        ring = [[8 + n / 100_000, 53 + n % 2 / 10] for n in range(points)]
        area = json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
        client.submit(**NEW_PLAN, area=area, file=(BytesIO(), ""), status=status)  # in parts, as browsers send it
        assert message in client.text
