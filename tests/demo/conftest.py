"""The demonstration in the test's database, and a client that walks through it."""

from pathlib import Path

import pytest

from quarter.app import create_app
from quarter.config import Settings
from quarter.demo.story import load
from quarter.foundation.db import Database
from tests.conftest import NOW
from tests.strict_client import StrictClient

PASSWORD = "correct horse battery"


@pytest.fixture
def told(database: Database) -> Database:
    with database.unit_of_work() as session:
        load(session, password=PASSWORD, now=NOW)
    return database


@pytest.fixture
def demo_client(told: Database, tmp_path: Path) -> StrictClient:
    url = told.url.render_as_string(hide_password=False)
    settings = Settings(instance=tmp_path, database_url=url, secret_key="test", demo_password=PASSWORD)
    return StrictClient(create_app(settings))
