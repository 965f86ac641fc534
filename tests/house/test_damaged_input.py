"""Whatever stands behind the question mark or in a form's plain fields: a page or a sentence, and never our fault.

The names that a view asks for are read off its source, so that a new one is asked without being listed here.
"""

import base64
import json
import re
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from quarter.foundation.db import Database
from tests.factories.world import World
from tests.house.addresses import list_addresses
from tests.house.closed_things import DENSE, tell
from tests.strict_client import StrictClient

ASKED = re.compile(r'request\.args(?:\.get(?:list)?\(|\[)"(\w+)"|by_argument\("(\w+)"')
FILTERS = re.compile(r"chosen_filters\(([^)]*)\)")
SENT = re.compile(r'request\.form(?:\.get(?:list)?\(|\[)"(\w+)"')


def _cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


WORDS = ["-999", "9" * 5000, "-99999999999", "1e400", "٣", "½", "[", "\ufffd" * 5000, f"{'9' * 5000}.{'9' * 5000}"]
CURSORS = [
    _cursor("\ud800", 1), _cursor("2026-11-23", "\ud800"), _cursor("\ud800", "\ud800", 1), _cursor(10**400),
    _cursor({}, []), _cursor("0001-01-01T00:00:00+14:00", 1),
    _cursor("2026-11-23T00:00:00", 1), _cursor(1e308, 1), _cursor(None, None),
]  # fmt: skip


def _source(app: Flask, endpoint: str) -> str:
    module = sys.modules[app.view_functions[endpoint].__module__]
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def _asked(source: str) -> Iterator[tuple[str, str]]:
    """What the views of a file look for behind the question mark, each with what may stand there instead."""
    named = {name for pair in ASKED.findall(source) for name in pair if name}
    filters = {name for found in FILTERS.findall(source) for name in re.findall(r"(\w+)=", found)}
    yield from product((named | filters) - {"after"}, WORDS)
    if "after" in named or "taking_part" in source:  # which shows comments, page by page
        yield from product(["after"], [*WORDS, *CURSORS])


@pytest.fixture
def house(app: Flask, database: Database, world: World) -> Flask:
    with database.unit_of_work() as session:
        tell(session, world, app.extensions["quarter.storage"], DENSE)
    return app


def _addresses(app: Flask, database: Database, method: str) -> Iterator[tuple[str, str]]:
    """One address for each view; it has things to show."""
    with database.session(writes=False) as session:
        for endpoint, found in list_addresses(app, session, method).items():
            yield endpoint, (found or ["/"])[0].partition("?")[0]


def test_no_question_breaks_a_page(house: Flask, database: Database, world: World) -> None:
    client = StrictClient(house).sign_in(world.moderator)
    broken = []
    for endpoint, address in _addresses(house, database, "GET"):
        for name, value in _asked(_source(house, endpoint)):
            if client.http.get(f"{address}?{name}={quote(value)}").status_code >= 500:
                broken.append((address, name, value[:30]))
    assert broken == []


def test_no_plain_field_breaks_a_deed(house: Flask, database: Database, world: World) -> None:
    client = StrictClient(house).sign_in(world.moderator)
    token, broken = client._csrf_token(), []
    for endpoint, address in _addresses(house, database, "POST"):
        for name, value in product(SENT.findall(_source(house, endpoint)), WORDS):
            if client.http.post(address, data={name: value, "csrf_token": token}).status_code >= 500:
                broken.append((address, name, value[:30]))
    assert broken == []
