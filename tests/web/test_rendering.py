"""A whole page for browsers, a part of it for htmx, from the same address."""

import pytest
from flask import Response

from quarter.web.rendering import page


@pytest.fixture
def ask(app):
    def ask(fragment: str | None = "ui/pager.html", **headers: str) -> Response:
        with app.test_request_context("/?lang=en", headers={k.replace("_", "-"): v for k, v in headers.items()}):
            return page("errors/error.html", fragment=fragment, title="Hello", advice="")

    return ask


def test_a_browser_gets_the_whole_page(ask):
    assert "<html" in ask().get_data(as_text=True)


def test_htmx_gets_the_part_it_asks_for(ask):
    assert "<html" not in ask(HX_Request="true").get_data(as_text=True)


def test_htmx_gets_the_whole_page_where_there_is_no_part(ask):
    assert "<html" in ask(fragment=None, HX_Request="true").get_data(as_text=True)


def test_htmx_gets_the_whole_page_when_it_fills_the_body(ask):
    assert "<html" in ask(HX_Request="true", HX_Request_Type="full").get_data(as_text=True)


def test_caches_keep_page_part_person_and_language_apart(ask):
    assert {"HX-Request", "Cookie", "Accept-Language"} <= set(ask().vary)
