"""The site answers under its own address, and no other ever stands in what it gives out."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation.db import Database
from tests.factories.world import World
from tests.house.addresses import list_addresses
from tests.house.closed_things import DENSE, tell
from tests.house.sources import PYTHON, TEMPLATES
from tests.strict_client import StrictClient

FOREIGN = ["evil.example", "evil.example:8000", "localhost.evil.example", "quarter.example.evil.example", "192.0.2.1"]
STRANGE = ["[", "quarter.example@evil.example", "evil.example/", "a b", "[::1", "evil.example#quarter.example", ""]
OWN = ["quarter.example", "QUARTER.example:8443", "localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"]


@pytest.fixture
def house(database: Database, world: World, tmp_path: Path) -> Flask:
    url = database.url.render_as_string(hide_password=False)
    return create_app(
        Settings(instance=tmp_path, database_url=url, secret_key="test", base_url="http://quarter.example")
    )


@pytest.fixture
def client(house: Flask) -> StrictClient:
    return StrictClient(house)


@pytest.mark.parametrize("host", FOREIGN + STRANGE)
def test_under_a_foreign_name_there_is_only_a_page_that_says_so(client: StrictClient, host: str) -> None:
    client.get("/imprint", headers={"Host": "quarter.example"})  # what is kept of it is not for others
    client.get("/imprint", headers={"Host": host}, status=400)
    assert "does not answer under the address" in client.text
    assert "evil" not in client.text


@pytest.mark.parametrize("host", OWN)
def test_under_its_own_names_it_answers(client: StrictClient, host: str) -> None:
    client.get("/imprint", headers={"Host": host})


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_monitoring_may_call_the_machine_as_it_likes(client: StrictClient, address: str) -> None:
    assert client.http.get(address, headers={"Host": "10.0.0.7"}).status_code == 200


def test_what_a_proxy_passes_on_is_looked_at_too(database: Database, world: World, tmp_path: Path) -> None:
    url = database.url.render_as_string(hide_password=False)
    settings = Settings(
        instance=tmp_path, database_url=url, secret_key="test", base_url="https://quarter.example", behind_proxy=True
    )
    client = StrictClient(create_app(settings))
    client.get("/imprint", headers={"X-Forwarded-Host": "quarter.example"})
    client.get("/imprint", headers={"X-Forwarded-Host": "evil.example"}, status=400)


def _addresses(house: Flask, database: Database) -> Iterator[str]:
    with database.session(writes=False) as session:
        for found in list_addresses(house, session).values():
            yield from (address.partition("?")[0] for address in found[:1])


def test_no_page_feed_or_file_names_another_host(house: Flask, database: Database, world: World) -> None:
    with database.unit_of_work() as session:
        tell(session, world, house.extensions["quarter.storage"], DENSE)
    client = StrictClient(house).sign_in(world.moderator)
    for address in _addresses(house, database):
        answer = client.http.get(address, headers={"Host": "evil.example"})
        assert b"evil" not in answer.data and "evil" not in str(answer.headers), address
        answer = client.http.get(address, headers={"Host": "127.0.0.1:8000"})
        assert b"http://127.0.0.1" not in answer.data, address


def test_files_lead_to_the_setting_whoever_asks(house: Flask, database: Database, world: World) -> None:
    with database.unit_of_work() as session:
        tell(session, world, house.extensions["quarter.storage"], DENSE)
    client = StrictClient(house).sign_in(world.moderator)
    rows = list(csv.reader(io.StringIO(client.get("/decisions/register.csv").text)))
    assert all("http://quarter.example/decisions/" in "".join(row) for row in rows[1:]) and rows[1:]
    client.get("/accounts/profile")
    client.submit(action="/profile/calendar", follow=True)
    assert "http://quarter.example/meetings/calendar/" in client.text


def test_nobody_else_makes_a_full_address_from_what_was_asked() -> None:
    """`paths` takes one apart and `security` compares it, to find out whether it is ours."""
    asks = ("_external", "host_url", "url_root", "request.host", "request.url", "base_url(")
    of_the_request = {"hosts.py", "paths.py", "security.py"}
    found = [
        f"{file.name}: {word}"
        for file in (*PYTHON, *TEMPLATES)
        for word in asks
        if file.name not in of_the_request and word in file.read_text().replace("request.url_rule", "")
    ]
    assert found == []
