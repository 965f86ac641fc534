"""The map beside the list: the same filters, the same issues."""

from quarter.foundation.db import Database
from quarter.issues.domain import Category
from tests.factories.world import World
from tests.issues.reports import points, stored
from tests.strict_client import StrictClient


class TestMap:
    def test_the_map_shows_the_same_filters(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world, title="Nowhere")
        lamp = {"title": "Lamp", "category": Category.LIGHTING, "latitude": 52.48, "longitude": 13.43}
        issue_id = stored(database, world, **lamp)
        stored(database, world, title="Swing", latitude=52.47, longitude=13.42)
        features = points(client, "/issues/points.geojson?category=lighting&lang=en")
        assert features == [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [13.43, 52.48]},
                "properties": {"title": "Lamp", "lang": "en", "state": "New", "url": f"/issues/{issue_id}"},
            }
        ]
        client.get("/issues/points.geojson?colour=red", status=400)

    def test_the_list_points_its_map_to_its_own_points(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, group=None)
        client.get(f"/issues?lang=en&quarter={world.quarter_id}&state=new")
        (box,) = [element for element in client.page.iter() if element.get("data-map") is not None]
        assert box.get("data-boundary") == f"/quarters/{world.quarter_slug}/boundary.geojson"
        assert box.get("data-points") == f"/issues/points.geojson?quarter={world.quarter_id}&state=new"
        assert box.get("aria-label")
        assert points(client, box.get("data-points")) == []
