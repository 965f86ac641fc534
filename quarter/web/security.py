"""What keeps browsers and forms honest: headers, a strict content policy, CSRF, the size of a request."""

from collections.abc import Callable
from itertools import chain
from typing import Any, TypeVar

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from quarter.config import Settings
from quarter.web.hosts import is_own, refuse_foreign_host
from quarter.web.session import is_unsafe

View = TypeVar("View", bound=Callable[..., Any])
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers of old phones, which know no frame-ancestors
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}
MEGABYTE = 1024 * 1024
MOST_TEXT = 4 * MEGABYTE  # in one field of a form that takes files, too


def takes_files(megabytes: int) -> Callable[[View], View]:
    """Mark a view as one whose form may be this large, instead of the usual 2 megabytes."""

    def mark(view: View) -> View:
        view.most_megabytes = megabytes  # type: ignore[attr-defined]
        return view

    return mark


def largest_body(app: Flask) -> int:
    """How many bytes any request to this site may have at most."""
    megabytes = (getattr(view, "most_megabytes", 0) for view in app.view_functions.values())
    return max(app.config["MAX_CONTENT_LENGTH"], max(megabytes) * MEGABYTE)


def init_app(app: Flask, settings: Settings) -> None:
    is_https = settings.is_https
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=2 * MEGABYTE,
        SESSION_COOKIE_NAME="__Host-quarter" if is_https else "quarter",
        SESSION_COOKIE_SECURE=is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open overnight loses nothing
        WTF_CSRF_SSL_STRICT=False,  # SameSite and the token suffice; some old phones send no referrer
    )

    # Asked before anybody reads the form, so it comes before the look for forged ones.
    @app.before_request
    def check_host_size_and_text() -> Response | None:
        """Asked under our own name; only what says that it takes files gets more than a text; no text needs a NUL."""
        if not is_own(request.host, settings.base_url) and (refused := refuse_foreign_host()):
            return refused
        view = app.view_functions.get(request.endpoint or "")
        megabytes = getattr(view, "most_megabytes", None)
        if megabytes is not None:
            request.max_content_length = megabytes * MEGABYTE
            request.max_form_memory_size = MOST_TEXT  # so that a form can say what is wrong with a long text
        given = request.values if is_unsafe() else request.args
        if given and "\0" in "".join(chain.from_iterable(given.listvalues())):  # PostgreSQL cannot keep it
            abort(400)
        return None

    CSRFProtect(app)
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if is_https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response
