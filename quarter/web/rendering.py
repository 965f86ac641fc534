"""Answers: a page or its fragment, a redirect after a deed, and the sentence that says what happened."""

from datetime import date
from functools import lru_cache, partial
from operator import eq
from typing import Any

from flask import Flask, Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.templating import Environment
from markupsafe import Markup

from quarter.foundation.multilingual import said_values
from quarter.web.locale import current_language, today
from quarter.web.paths import came_from
from quarter.web.repeats import CACHING, tagged
from quarter.web.session import give_back_transaction, is_unsafe

# What an enum calls a value although Jinja has a test of that name: `is none` stays Jinja's.
LEFT_TO_JINJA = {"none"}


class Templates(Environment):
    """Jinja's environment, quick about includes and imports."""

    def make_globals(self, d: Any) -> dict[str, Any]:
        """A plain dictionary where Jinja takes a ChainMap, which it copies at every include and import.

        So what templates know everywhere has to be there before the first template is loaded.
        """
        return {**self.globals, **(d or {})}


def know_values(app: Flask) -> None:
    """Let templates ask words, not values: `meeting.state is planned`; a word that no enum has is no template.

    A value that Jinja has a test for would be asked wrongly without a sound, so it is a ValueError.
    """
    tests: dict[str, Any] = app.jinja_env.tests
    values = said_values() - LEFT_TO_JINJA
    if taken := values & tests.keys():
        raise ValueError(f"Jinja has tests of its own called {sorted(taken)}")
    tests.update({value: partial(eq, value) for value in values})


def init_app(app: Flask) -> None:
    know_values(app)

    @lru_cache(maxsize=1024, typed=True)  # typed: what is markup already and what is to be escaped are equal otherwise
    def rendered(macro: Any, _reader: tuple[str, date, str], row: Any, *said: Any) -> Markup:
        return macro(row, *said)

    def reader() -> tuple[str, date, str]:
        try:
            return g.reader
        except AttributeError:
            g.reader = (current_language(), today(), request.script_root)
            return g.reader

    def remembered(macro: Any, row: Any, *said: Any) -> Markup:
        """What a macro makes of a row, kept from the last time that anybody saw the very same row.

        For macros whose only sources are their arguments, the language, the day and addresses: no `can`, no
        actor, no token, no time of its own (give it in words: `row.posted_at|when`). The row must be hashable.
        """
        return rendered(macro, reader(), row, *said)

    app.jinja_env.globals["remembered"] = remembered


def page(template: str, *, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """The page, or only its fragment when htmx asks for a part of it.

    After an unsafe request a page means that nothing was done: its transaction is undone before rendering.
    """
    if is_unsafe():
        give_back_transaction()
    wanted = fragment if fragment and is_partial() else template
    response = make_response(render_template(wanted, **context), status)
    response.headers["Vary"] = "HX-Request, Cookie, Accept-Language"
    response.headers.setdefault("Cache-Control", CACHING)
    return tagged(response) if status == 200 else response


def see_other(address: str) -> Response:
    """Where to go after a deed; 303, so that the browser fetches it with GET."""
    return make_response(redirect(address, code=303))


def redirect_to(endpoint: str, **values: Any) -> Response:
    """To a page of ours after a deed."""
    return see_other(url_for(endpoint, **values))


def redirect_back_or(endpoint: str, **values: Any) -> Response:
    """After a deed that was one of many: back to the list it was taken from, else as `redirect_to`."""
    back = came_from()
    return see_other(back) if back else redirect_to(endpoint, **values)


def flash_done(sentence: str) -> None:
    """Say on the next page what happened, and what will happen next."""
    flash(sentence, "done")


def is_partial() -> bool:
    """Whether htmx asks for a part of a page."""
    asked_by_htmx = request.headers.get("HX-Request") == "true"
    return asked_by_htmx and request.headers.get("HX-Request-Type", "partial") == "partial"
