"""Quarters and duty pages, as people meet them."""

import pytest

from quarter.places.boundary import Area
from quarter.places.service import import_boundaries
from tests.conftest import NOW
from tests.places.test_boundary import polygon


@pytest.fixture
def client(client):
    client.http.set_cookie("language", "en")
    return client


def test_a_quarter_without_a_boundary_says_so(client, world):
    client.get(f"/quarters/{world.quarter_slug}")
    assert "not drawn yet" in client.text
    assert "Arbeitskreis" in client.text


def test_a_quarter_with_a_boundary_is_drawn_and_can_be_taken_away(client, world, database):
    with database.unit_of_work() as session:
        import_boundaries(session, [Area("Kanalviertel", polygon())], now=NOW)
    client.get(f"/quarters/{world.quarter_slug}")
    assert client.page.find(".//{http://www.w3.org/2000/svg}path").get("d").startswith("M0.0 ")
    response = client.get(f"/quarters/{world.quarter_slug}/boundary.geojson")
    assert response.mimetype == "application/geo+json"
    assert response.json == {"type": "Feature", "properties": {"name": "Kanalviertel"}, "geometry": polygon()}


def test_a_quarter_without_a_boundary_is_still_geojson(client, world):
    assert client.get(f"/quarters/{world.quarter_slug}/boundary.geojson").json["geometry"] is None


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_the_page_of_a_quarter_exists_in_every_language(client, world, language):
    client.get(f"/quarters/{world.quarter_slug}?lang={language}")
    assert client.page.get("lang") == language


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("address", ["/imprint", "/privacy", "/accessibility", "/terms"])
def test_duty_pages_answer_in_each_language(client, address: str, language: str) -> None:
    client.get(f"{address}?lang={language}")
    assert client.page.get("lang") == language
