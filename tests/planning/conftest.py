import pytest

from quarter.foundation.db import Database
from tests.factories.world import World
from tests.planning.plans import stored


@pytest.fixture
def ids(database: Database, world: World) -> dict[str, int]:
    return stored(database, world)
