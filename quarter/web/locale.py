"""Language and time of the reader: which locale, which zone, and how dates are said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Protocol

from flask import Flask, Response, current_app, g, request
from markupsafe import Markup
from sqlmodel import Session
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from quarter.foundation import clock
from quarter.foundation.multilingual import LOCALES, Words, direction, own_name, words_in
from quarter.web.permits import current_actor
from quarter.web.session import get_session

COOKIE = "language"
A_YEAR = 365 * 24 * 3600


class Masthead(Protocol):
    """What the web floor needs to know of the municipality, and pages in code."""

    timezone: str
    default_language: str
    is_demonstration: bool
    municipality: str
    group_id: int | None  # the group that this installation opens with
    quarter_slug: str | None  # and its quarter
    accent: str | None  # #rrggbb, if the municipality has a colour of its own
    logo: str | None
    logo_width: int | None
    logo_height: int | None


def get_masthead() -> Masthead:
    """The municipality of this installation, loaded once a request, or once for one state of the database."""
    try:
        return g.masthead
    except AttributeError:
        state = g.get("state")  # of all that is in the database (repeats.py); None where it was not asked for
        of_state, kept = current_app.extensions["quarter.masthead"]
        if state is None or state != of_state:
            kept = current_app.extensions["quarter.get_masthead"](get_session())
        if state is not None:
            current_app.extensions["quarter.masthead"] = (state, kept)
        g.masthead = kept
        return kept


def current_language() -> str:
    """The page's language: the last explicit choice, then the profile, the browser, the town's own."""
    try:
        return g.language
    except AttributeError:
        g.language = _chosen() or current_actor().language or _of_browser() or get_masthead().default_language
        return g.language


def language_without_database() -> str:
    """What address, cookie or browser ask for: for the page that says the database is away."""
    return _chosen() or _of_browser() or "en"


def choose_language(language: str) -> None:
    """Remember a choice for this browser: from the language switch, a sign-in or a profile."""
    if language in LOCALES:
        g.chosen_language = language
        _speak(language)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """A part of the page in another language than the rest."""
    before = current_language()
    _speak(language)
    try:
        yield
    finally:
        _speak(before)


def _speak(language: str) -> None:
    """From now on in this language; what was kept of the last one is forgotten (`_reading`, `rendering.reader`)."""
    g.language = language
    g.pop("reading", None)
    g.pop("reader", None)


def timezone_name() -> str:
    return get_masthead().timezone


def today() -> date:
    """Today in the municipality's zone, the same for the whole request."""
    try:
        return g.today
    except AttributeError:
        g.today = clock.local_date(clock.now(), get_masthead().timezone)
        return g.today


def page_words() -> Words:
    """Translations and dates as on this page."""
    return words_in(current_language(), timezone_name())


def _chosen() -> str | None:
    for choice in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if choice in LOCALES:
            return choice
    return None


def _of_browser() -> str | None:
    return _best_of(request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=256)
def _best_of(accepted: str) -> str | None:
    """The first that we have of what a browser would like, most of all: `ar-EG` is Arabic, as `ar` is.

    Browsers send the same few lists again and again, and to read one takes as long as ten sentences.
    """
    wishes = parse_accept_header(accepted, LanguageAccept)
    primary = [language.split("-")[0].lower() for language, quality in wishes if quality]
    return next((language for language in primary if language in LOCALES), None)


def when(instant: datetime) -> str:
    """`in 3 days, Tue 1 December, 18:00`: relative while it is near, and always exact."""
    words, now, this_year = _reading()
    return words.when(instant, now, this_year)


def exactly(instant: datetime) -> str:
    """`Tue 1 December, 18:00`, with the year unless it is this one."""
    words, _now, this_year = _reading()
    return words.exactly(instant, this_year)


def day(value: date) -> str:
    """`Tue 1 December`, with the year unless it is this one."""
    words, _now, this_year = _reading()
    return words.day(value, this_year)


def day_of(instant: datetime) -> str:
    """The day of an instant, in the municipality's zone."""
    return day(clock.local_date(instant, timezone_name()))


def near_day(value: date) -> str:
    """`in 3 days, Tue 1 December`, for due dates."""
    return _reading()[0].near_day(value, today())


def time_of_day(instant: datetime) -> str:
    """`18:00`."""
    return _reading()[0].time(instant)


def machine_time(instant: datetime | date) -> str:
    """For the `datetime` attribute of a time element."""
    return instant.isoformat()


def _reading() -> tuple[Words, datetime, int]:
    """How, when and in which year the page is read: asked once, since a page says many times."""
    try:
        return g.reading
    except AttributeError:
        g.reading = (words_in(current_language(), timezone_name()), clock.now(), today().year)
        return g.reading


def gettext(text: str, **values: object) -> str:
    """A sentence in the reader's language, as plain text."""
    return words_in(current_language()).gettext(text, **values)


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """The same for a number of things, in the right one of the language's plural forms."""
    return words_in(current_language()).ngettext(singular, plural, num, **values)


@dataclass(frozen=True)
class Lazy:
    """A sentence of a form, said in the reader's language when it is shown."""

    text: str

    def __str__(self) -> str:
        return gettext(self.text)

    def __mod__(self, values: object) -> str:
        return str(self) % values


lazy_gettext = Lazy
Sentence = str | Lazy


# Sentences in templates. To mark one as safe takes longer than to find it, so those are kept.


@lru_cache(maxsize=4096)
def _marked(text: str, language: str) -> Markup:
    """A sentence for the page, its values still open."""
    return Markup(words_in(language).gettext(text))


@lru_cache(maxsize=4096)
def _said_whole(text: str, language: str) -> Markup:
    """A sentence without values, ready for the page."""
    return _marked(text, language) % {}


@lru_cache(maxsize=1024)
def _counted(singular: str, plural: str, num: int, language: str) -> Markup:
    """The right one of a language's plural forms, values still open."""
    return Markup(words_in(language).form_for(singular, plural, num))


def _gettext(text: str, /, **values: object) -> Markup:
    """`_("…")` in templates: sentences are ours and safe, values are escaped."""
    language = current_language()
    return _marked(text, language) % values if values else _said_whole(text, language)


def _ngettext(singular: str, plural: str, num: int, /, **values: object) -> Markup:
    return _counted(singular, plural, num, current_language()) % {"num": num, **values}


def _label(member: StrEnum) -> str:
    return words_in(current_language()).label(member)


def init_app(app: Flask, get_masthead_row: Callable[[Session], Any]) -> None:
    app.extensions["quarter.get_masthead"] = get_masthead_row
    app.extensions["quarter.masthead"] = (None, None)
    app.config["WTF_I18N_ENABLED"] = False  # forms say in forms.py in which language
    app.jinja_env.filters.update(
        when=when,
        instant=exactly,
        day=day,
        near_day=near_day,
        day_of=day_of,
        clock=time_of_day,
        machine_time=machine_time,
        label=_label,
        direction=cache(direction),
        own_name=cache(own_name),
        file_size=lambda size: page_words().file_size(size),
    )
    app.jinja_env.globals.update({"_": _gettext, "gettext": _gettext, "ngettext": _ngettext})
    app.jinja_env.globals.update(current_language=current_language, languages=LOCALES, today=today)

    @app.after_request
    def remember_choice(response: Response) -> Response:
        # A document asked for in another language changes nothing for the pages.
        is_page = response.mimetype == "text/html" and "Content-Disposition" not in response.headers
        language = g.get("chosen_language") or request.args.get("lang")
        if is_page and language in LOCALES:
            response.set_cookie(
                COOKIE,
                language,
                max_age=A_YEAR,
                httponly=True,
                samesite="Lax",
                secure=app.config["SESSION_COOKIE_SECURE"],
            )
        return response
