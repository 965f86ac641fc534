"""Monitoring learns whether the process lives, and whether it can work."""

import os

import pytest
from flask.testing import FlaskClient

from quarter.app import create_app
from quarter.config import Settings


@pytest.fixture
def house(tmp_path):
    """Opens a house on another database."""
    apps = []

    def house(url: str) -> FlaskClient:
        apps.append(create_app(Settings(instance=tmp_path, database_url=url, secret_key="test")))
        return apps[-1].test_client()

    yield house
    for app in apps:
        app.extensions["quarter.database"].engine.dispose()


def test_the_process_lives(client):
    response = client.http.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})


def test_the_process_lives_without_asking_the_database(client):
    client.http.get("/healthz")
    assert client.statements == []


def test_all_is_ready(client):
    response = client.http.get("/readyz")
    assert (response.status_code, response.json["status"]) == (200, "ok")


@pytest.mark.parametrize(
    "url", ["sqlite:///{folder}/gone/quarter.sqlite", "postgresql://nobody@/nothing?host={folder}/gone"]
)
def test_an_unreachable_database_is_not_ready(house, tmp_path, url):
    response = house(url.format(folder=tmp_path)).get("/readyz")
    assert response.status_code == 503
    assert response.json["database"] == "failing"
    assert response.json["storage"] == "ok"


def test_a_database_without_our_tables_is_not_ready(house, tmp_path, test_database):
    assert house(test_database.bare(tmp_path)).get("/readyz").status_code == 503


def test_a_folder_that_is_gone_is_not_ready(app, client, tmp_path):
    os.rmdir(tmp_path)
    response = client.http.get("/readyz")
    assert response.status_code == 503
    assert response.json["storage"] == "failing"


def test_the_process_lives_even_without_a_database(house, tmp_path):
    assert house(f"sqlite:///{tmp_path}/gone/quarter.sqlite").get("/healthz").status_code == 200
