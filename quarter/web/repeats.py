"""Pages over the wire: a repeated request gets "not modified", and what is sent is compressed.

The tag of a page is made of all that the page is made of, before it is rendered: the state of the whole database,
who is reading in which language, the address, the minute, and this build. So whoever sends a tag back has had
this very page from us; the page's form tokens stay good because the session's secret is part of the tag too.
Any write by anybody changes the state: simple, exact, and quick enough for a town.

Visitors without a session all get the same page, so the first one's is kept under its tag for the others, compressed
as it was sent. (Files were compressed when they were built, see static_files.py.)

BREACH guesses a secret in a page from the sizes of many answers to forged requests. It finds none here:
the session cookie is SameSite=Lax, so that another site's requests in the background get the page of a visitor
who has not signed in, which holds no secret; and of a form's token the signature, without which the rest is
worth nothing, changes with every second. So pages are compressed for everybody.
"""

import gzip
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock, RLock
from typing import Any, TypeVar

import brotli
import sqlalchemy as sa
from flask import Flask, Response, current_app, g, request, session
from sqlalchemy import event
from werkzeug.http import parse_accept_header

from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.foundation.multilingual import TRANSLATIONS
from quarter.web.locale import current_language

View = TypeVar("View", bound=Callable[..., Any])
VARY = ["HX-Request", "HX-Request-Type", "HX-Target", "Cookie", "Accept-Language", "Accept-Encoding"]
_VARY = ", ".join(VARY)
CACHING = "private, no-cache"
HOUSE = Path(__file__).parents[1]
MOST_KEPT = 128  # pages, of some 5 kB each once they are compressed
LARGEST_KEPT = 64 * 1024  # bytes; more comes to those alone who take nothing compressed
# Equal snapshots see the same transactions. A server that crashed may give numbers again, so its start counts too.
SNAPSHOT = "SELECT pg_current_snapshot()::text, pg_postmaster_start_time()::text"

KINDS = {"text/html", "application/json", "application/geo+json", "text/calendar", "text/markdown"}
SMALL = 600  # bytes, which fit into one packet anyway

# Quick ones: two steps more save 6 % of the bytes and cost twice the time.
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=2),
    "gzip": lambda body: gzip.compress(body, 1, mtime=0),
}


def repeatable(view: View) -> View:
    """Mark a view whose pages come from nothing but the database, the reader, the address and the minute."""
    view.is_repeatable = True  # type: ignore[attr-defined]
    return view


class Watch:
    """Says what state the database is in, over a connection of its own that only looks on.

    SQLite counts for such a connection what others commit; PostgreSQL tells which transactions it can see.
    """

    def __init__(self, db: Database) -> None:
        self._engine = db.engine
        self._is_sqlite = db.is_sqlite
        self._lock = RLock()
        self._connection: Any = None
        self._name = ""
        event.listen(db.engine, "engine_disposed", self._close)

    def state(self) -> str | None:
        """None if the database does not answer: the page itself will say so."""
        with self._lock:
            for _ in range(2):  # a server that was started again has hung up
                try:
                    return self._ask()
                except (self._engine.dialect.dbapi.Error, sa.exc.DBAPIError):  # type: ignore[union-attr]
                    self._close(self._engine)
        return None

    def _ask(self) -> str:
        if self._connection is None:
            self._open()
        cursor = self._connection.cursor()
        cursor.execute("PRAGMA data_version" if self._is_sqlite else SNAPSHOT)
        answer = cursor.fetchone()
        cursor.close()
        return f"{self._name} {answer}"

    def _open(self) -> None:
        self._connection = self._engine.raw_connection()
        if self._is_sqlite:
            self._name = secrets.token_hex(8)  # the count means nothing for another connection
        else:
            self._connection.driver_connection.autocommit = True

    def _close(self, _engine: Any) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.invalidate()  # it has settings of its own, so the pool must not have it back
                self._connection = None


class KeptPages:
    """The finished pages of visitors, by tag and encoding; those that nobody has asked for longest go first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = Lock()
        self._pages: OrderedDict[tuple[str, str | None], Response] = OrderedDict()

    def get(self, tag: str) -> Response | None:
        key = (tag, wanted_encoding())
        with self._lock:
            kept = self._pages.get(key)
            if kept is None:
                return None
            self._pages.move_to_end(key)
        return _copy(kept)

    def __len__(self) -> int:
        return len(self._pages)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()

    def keep(self, tag: str, page: Response) -> None:
        with self._lock:
            self._pages[tag, wanted_encoding()] = _copy(page)
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)


def wanted_encoding() -> str | None:
    """How this request's answer is to be compressed."""
    return _best_of(request.headers.get("Accept-Encoding", ""))


@lru_cache(maxsize=256)
def _best_of(accepted: str) -> str | None:
    return parse_accept_header(accepted).best_match(ENCODERS)


def init_app(app: Flask) -> None:
    """To be called before the floors whose headers belong to a finished page."""
    app.extensions["quarter.watch"] = watch = Watch(app.extensions["quarter.database"])
    app.extensions["quarter.pages"] = pages = KeptPages()

    @app.before_request
    def answer_repeat() -> Response | None:
        view = app.view_functions.get(request.endpoint or "")
        if not getattr(view, "is_repeatable", False) or request.method not in ("GET", "HEAD"):
            return None
        # A choice of language sets a cookie, and a message is shown once: those pages are not for keeping.
        if "lang" in request.args or "_flashes" in session:
            return None
        # The state comes first: if somebody writes while we render, the tag is too old and not too new.
        g.state = watch.state()
        if g.state is None:
            return None
        g.tag = _tag(g.state)
        known = request.if_none_match
        if not known.star_tag and known.contains_weak(g.tag):
            return tagged(Response(status=304))
        kept = None if session else pages.get(g.tag)
        if kept:
            g.pop("tag")  # it need not be kept again
        return kept

    @app.after_request
    def pack_and_keep(response: Response) -> Response:
        """A session that is still empty now says that the page holds no form's token and nobody's name."""
        if (response.content_length or 0) >= SMALL and response.mimetype in KINDS and not response.content_encoding:
            _pack(response)
        if (tag := g.get("tag")) and response.status_code == 200:
            is_everybodys = not session and not session.modified and "Set-Cookie" not in response.headers
            if is_everybodys and len(response.get_data()) <= LARGEST_KEPT:
                pages.keep(tag, response)
        return response


def _pack(response: Response) -> None:
    if "Accept-Encoding" not in response.headers.get("Vary", ""):
        response.vary.add("Accept-Encoding")
    if encoding := wanted_encoding():
        response.set_data(ENCODERS[encoding](response.get_data()))
        response.content_encoding = encoding


def tagged(response: Response) -> Response:
    """Say of a page which one it is, if it can be asked for again."""
    if tag := g.get("tag"):
        response.set_etag(tag, weak=True)
        response.headers["Vary"] = _VARY  # names all that may have been there before
        response.headers["Cache-Control"] = CACHING
    return response


def _copy(page: Response) -> Response:
    """An answer with the same bytes and headers of its own, since what comes after us may add to them."""
    return Response(page.get_data(), page.status_code, list(page.headers))


def _tag(state: str) -> str:
    parts = (
        state,
        _build(),
        clock.now().strftime("%Y-%m-%d %H:%M"),
        request.script_root + request.full_path,
        current_language(),
        session.get("_user_id"),
        session.get("csrf_token"),
        *(request.headers.get(name) for name in VARY[:3]),
    )
    key = hashlib.sha256(str(current_app.secret_key).encode()).digest()
    return hashlib.blake2b(repr(parts).encode(), digest_size=16, key=key).hexdigest()


@cache
def _build() -> str:
    """Another one whenever code, templates, translations or built files have changed."""
    folders = (HOUSE, HOUSE.parent / "templates", TRANSLATIONS)
    files = sorted(path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts)
    stamps = "\n".join(f"{path} {path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256(stamps.encode()).hexdigest()
