"""Filters are named in the address, from a fixed set."""

from enum import StrEnum

import pytest
from werkzeug.exceptions import BadRequest

from quarter.web.filters import chosen_filters


class Colour(StrEnum):
    RED = "red"


def choose(app, query: str) -> dict:
    with app.test_request_context(f"/?{query}"):
        return chosen_filters(quarter=int, colour=Colour)


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("", {"quarter": None, "colour": None}),
        ("quarter=3", {"quarter": 3, "colour": None}),
        ("colour=red&quarter=1", {"quarter": 1, "colour": Colour.RED}),
        ("colour=&quarter=", {"quarter": None, "colour": None}),
        ("after=x&lang=de", {"quarter": None, "colour": None}),
    ],
)
def test_known_filters_are_read(app, query, chosen):
    assert choose(app, query) == chosen


@pytest.mark.parametrize(
    "query", ["colour=blue", "quarter=x", "quarter=1.5", "quarter=1;drop", "sort=name", "password=x", "quarter=1&x="]
)
def test_anything_else_is_refused(app, query):
    with pytest.raises(BadRequest):
        choose(app, query)


@pytest.mark.parametrize("address", ["/topics?colour=red", "/topics?group=x", "/topics?quarter=1%27%20OR%201=1"])
def test_a_list_refuses_unknown_filters(client, address):
    client.get(f"{address}&lang=en", status=400)
