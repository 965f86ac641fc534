"""A whole page for browsers, a part of it for htmx, from the same address."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, Response
from markupsafe import Markup

from quarter.web.locale import spoken
from quarter.web.rendering import know_values, page


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


def remember(app: Flask, address: str, row: tuple[object, ...], *said: str) -> str:
    macro = app.jinja_env.get_template("ui/text.html").module.moment
    with app.test_request_context(address):
        return str(app.jinja_env.globals["remembered"](macro, *row, *said))


def test_what_a_macro_made_is_kept_by_all_it_depends_on(app, clock) -> None:
    """The row, what is said of its time, the language; a macro without words for its time would show an old one."""
    early, late = (datetime(2026, 11, hour, tzinfo=UTC) for hour in (2, 3))
    assert remember(app, "/?lang=en", (early,)) == remember(app, "/?lang=en", (early,))
    assert remember(app, "/?lang=en", (early,)) != remember(app, "/?lang=en", (late,))
    assert remember(app, "/?lang=en", (early,)) != remember(app, "/?lang=de", (early,))
    assert "just then" in remember(app, "/?lang=en", (early,), "just then")
    before = remember(app, "/?lang=en", (early,))
    clock.shift(timedelta(days=2))
    assert remember(app, "/?lang=en", (early,)) != before


def test_what_people_wrote_stays_escaped_in_what_is_kept(app) -> None:
    macro = app.jinja_env.get_template("ui/text.html").module.inline
    remembered = app.jinja_env.globals["remembered"]
    with app.test_request_context("/"):
        for _ in range(2):
            assert "<b>" in remembered(macro, Markup("<b>"), "de")
            assert "<b>" not in remembered(macro, "<b>", "de")


def test_what_is_kept_follows_the_language_of_a_part_of_the_page(app, clock) -> None:
    macro = app.jinja_env.get_template("ui/text.html").module.moment
    remembered, instant = app.jinja_env.globals["remembered"], datetime(2026, 11, 2, tzinfo=UTC)
    with app.test_request_context("/?lang=en"):
        before = remembered(macro, instant)
        with spoken("de"):
            assert remembered(macro, instant) != before
        assert remembered(macro, instant) == before


def test_a_word_that_jinja_asks_in_its_own_way_is_no_value(app, monkeypatch) -> None:
    with pytest.raises(ValueError, match="defined"):
        monkeypatch.setattr("quarter.web.rendering.said_values", lambda: {"open", "none", "defined"})
        know_values(Flask(__name__))
