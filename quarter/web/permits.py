"""Who may enter: every endpoint says `@allow(permission)` or `@public("reason")`."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user
from werkzeug.exceptions import HTTPException

from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.policy import allows
from quarter.web.session import get_session, is_unsafe

View = Callable[..., Any]
LARGEST_ID = 2**31 - 1  # an integer of PostgreSQL; beyond it nothing can exist


class SignedIn(UserMixin):
    """What Flask-Login keeps: the token of a server-side sign-in, and the actor it stands for."""

    def __init__(self, token: str, actor: Actor) -> None:
        self.token = token
        self.actor = actor

    def get_id(self) -> str:
        return self.token


def current_actor() -> Actor:
    """Who is acting in this request."""
    try:
        user = g._login_user  # where Flask-Login keeps it: a page asks dozens of times, and its own way is slow
    except AttributeError:
        user = current_user._get_current_object()
    return user.actor if user.is_authenticated else ANONYMOUS


def can(permission: StrEnum, subject: Any = None) -> bool:
    """For views and templates: whether this request's actor may do that."""
    return allows(current_actor(), permission, subject)


def require(permission: StrEnum, subject: Any = None, *, see: StrEnum | None = None) -> None:
    """Go on only if it is allowed. Otherwise 404 where the subject may not be known, sign-in, or 403."""
    if see is not None and not can(see, subject):
        abort(404)
    if can(permission, subject):
        return
    if not current_actor().is_signed_in:
        raise SignInFirst
    abort(403)


def allow(permission: StrEnum, *, load: View | None = None, see: StrEnum | None = None) -> Callable[[View], View]:
    """Guard a view. `load(session, **address)` finds the subject, which the view then gets as its argument."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**address: Any) -> Any:
            if load is None:
                require(permission)
                return view(**address)
            if any(isinstance(part, int) and part > LARGEST_ID for part in address.values()):
                abort(404)
            subject = load(get_session(), **address)
            if subject is None:
                abort(404)
            require(permission, subject, see=see)
            return view(subject)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def by_argument(name: str, load: View) -> View:
    """A loader for `allow` that finds the subject by an id in the query: `/topics/new?group=3`."""

    def loader(session: Any) -> Any:
        wanted = request.args.get(name, type=int)
        return load(session, wanted) if wanted is not None and 0 < wanted <= LARGEST_ID else None

    return loader


def public(reason: str) -> Callable[[View], View]:
    """Mark a view as open to everyone, and say why."""

    def mark(view: View) -> View:
        view.public_reason = reason  # type: ignore[attr-defined]
        return view

    return mark


def let_in(token: str, actor: Actor) -> None:
    """Bind this browser to a sign-in, with a fresh cookie: nothing of the one before it stays."""
    cookie.clear()
    login_user(SignedIn(token, actor))


class SignInFirst(HTTPException):
    """Sends people to the sign-in page, and back afterwards."""

    code = 303

    def get_response(self, environ: Any = None, scope: Any = None) -> Any:
        back = _own_path(request.referrer) if is_unsafe() else request.full_path.rstrip("?")
        address = url_for("accounts.sign_in", next=back)
        if request.headers.get("HX-Request"):  # else the sign-in page would be put into a part of this one
            return Response(headers={"HX-Redirect": address})
        return redirect(address, code=303)


def _own_path(address: str | None) -> str:
    """The path of an address on this very host, else the home page."""
    if address and address.startswith(request.host_url):
        return "/" + address.removeprefix(request.host_url)
    return "/"


def init_app(app: Flask, load_actor: Callable[[Any, str], Actor | None]) -> None:
    """Let Flask-Login load the actor behind a session token, once a request and only if somebody asks."""
    login = LoginManager()
    # Not login.init_app: it would look for a remember-me cookie, which we do not have, at the end of each request,
    # and every answer that has looked at a cookie says `Vary: Cookie`, stylesheets too.
    app.login_manager = login  # type: ignore[attr-defined]
    login.session_protection = None  # the token is random, kept on the server and revocable

    @login.user_loader
    def load(token: str) -> SignedIn | None:
        actor = load_actor(get_session(), token)
        return SignedIn(token, actor) if actor else None

    app.jinja_env.globals.update(can=can, current_actor=current_actor)
