"""Who may enter: every endpoint says `@allow(permission)` or `@public("reason")`."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial, wraps
from typing import Any, Concatenate, TypeVar, overload

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user
from sqlmodel import Session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.policy import allows
from quarter.web.logs import note
from quarter.web.paths import own_path
from quarter.web.session import get_session, is_unsafe

View = Callable[..., Any]
S = TypeVar("S")
T = TypeVar("T")
Marked = TypeVar("Marked", bound=View)
LARGEST_ID = 2**31 - 1  # an integer of PostgreSQL; beyond it nothing can exist


@dataclass(eq=False)
class SignedIn(UserMixin):
    """What Flask-Login keeps: the token of a server-side sign-in, and the actor it stands for."""

    token: str
    actor: Actor

    def get_id(self) -> str:
        return self.token


def current_actor() -> Actor:
    """Who is acting in this request."""
    try:
        user = g._login_user  # where Flask-Login keeps it: a page asks dozens of times, and its own way is slow
    except AttributeError:
        user = current_user._get_current_object()
    return user.actor if user.is_authenticated else ANONYMOUS


def current_person_id() -> int:
    """The same, by the number: for views that only people enter who are signed in."""
    person_id = current_actor().person_id
    if person_id is None:
        raise SignInFirst
    return person_id


def can(permission: StrEnum, subject: object = None) -> bool:
    """For views and templates: whether this request's actor may do that."""
    return allows(current_actor(), permission, subject)


def require(permission: StrEnum, subject: object = None, *, see: StrEnum | None = None) -> None:
    """Go on only if it is allowed. Otherwise 404 where the subject may not be known, sign-in, or 403."""
    actor = current_actor()
    if see is not None and not allows(actor, see, subject):
        note("denied", actor.person_id, permission=see.value, outcome="unknown")
        abort(404)
    if allows(actor, permission, subject):
        return
    outcome = "forbidden" if actor.is_signed_in else "sign in first"
    note("denied", actor.person_id, permission=permission.value, outcome=outcome)
    if not actor.is_signed_in:
        raise SignInFirst
    abort(403)


@overload
def allow(permission: StrEnum) -> Callable[[View], View]: ...
@overload
def allow(
    permission: StrEnum, *, load: Callable[..., S | None], see: StrEnum | None = None
) -> Callable[[Callable[Concatenate[S, ...], Any]], View]: ...
@overload
def allow(
    permission: StrEnum, *, load: Callable[..., S | None], part: Callable[..., T | None], see: StrEnum | None = None
) -> Callable[[Callable[Concatenate[S, T, ...], Any]], View]: ...
def allow(
    permission: StrEnum, *, load: View | None = None, part: View | None = None, see: StrEnum | None = None
) -> Callable[[View], View]:
    """Guard a view. `load(session, …)` finds the subject, by those parts of the address that it names.

    `part` finds a part of the subject in the same way, which goes by the subject's rules. The view gets what was
    found, and by name what is left of the address. 404 if there is no such thing.
    """
    finders = [Finder(each) for each in (load, part) if each is not None]
    used = {name for finder in finders for name in finder.names}

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**address: Any) -> Any:
            found = []
            for finder in finders:
                found.append(finder.find(address))
            ask = g.ask = partial(require, permission, found[0] if found else None, see=see)
            ask()
            for name in used:
                address.pop(name, None)
            return view(*found, **address)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.guard = Guard(permission, finders, see)  # type: ignore[attr-defined]
        return guarded

    return guard


def ask_again() -> None:
    """Go on only if it still is allowed: to be asked where the write lock may have been free since it was."""
    if g.get("lock_was_free") and "ask" in g:
        g.ask()


class Finder:
    """A loader, with the names by which it asks for parts of the address.

    One that names a `reader` finds only what whoever asks may know of; it is told who that is.
    """

    def __init__(self, load: View) -> None:
        self.load = load
        _session, *self.names = inspect.signature(load).parameters

    def find(self, address: Mapping[str, Any]) -> Any:
        """What it finds there, else 404."""
        known, asked = {**address, "reader": current_actor()}, {}
        for name in self.names:
            if name in known:
                asked[name] = known[name]
        found = self.load(get_session(), **asked)
        return abort(404) if found is None else found


@dataclass(frozen=True)
class Guard:
    """What `allow` was told about a view: tests ask it what policy says about an address."""

    permission: StrEnum
    finders: Sequence[Finder]
    see: StrEnum | None


def by_argument(name: str, load: Callable[..., S | None]) -> Callable[[Session], S | None]:
    """A loader for `allow` that finds the subject by an id in the query: `/topics/new?group=3`."""
    asks_for_reader = "reader" in inspect.signature(load).parameters

    def loader(session: Session) -> S | None:
        wanted = request.args.get(name, type=int)
        if wanted is None or not 0 < wanted <= LARGEST_ID:
            return None
        return load(session, wanted, reader=current_actor()) if asks_for_reader else load(session, wanted)

    return loader


def public(reason: str) -> Callable[[Marked], Marked]:
    """Mark a view as open to everyone, and say why."""

    def mark(view: Marked) -> Marked:
        view.public_reason = reason  # type: ignore[attr-defined]
        return view

    return mark


def let_in(token: str, actor: Actor) -> None:
    """Bind this browser to a sign-in, with a fresh cookie: nothing of the one before it stays."""
    cookie.clear()
    login_user(SignedIn(token, actor))


class IdConverter(IntegerConverter):
    """`<int:…>` in addresses: a number that can be an id."""

    def __init__(self, map: Map, **options: Any) -> None:
        super().__init__(map, **{"max": LARGEST_ID, **options})


class SignInFirst(HTTPException):
    """Sends people to the sign-in page, and back afterwards."""

    code = 303

    def get_response(self, environ: Any = None, scope: Any = None) -> Any:
        back = own_path(request.referrer) or "/" if is_unsafe() else request.full_path.rstrip("?")
        address = url_for("accounts.sign_in", next=back)
        if request.headers.get("HX-Request"):  # else the sign-in page would be put into a part of this one
            return Response(headers={"HX-Redirect": address})
        return redirect(address, code=303)


def init_app(app: Flask, load_actor: Callable[[Any, str], Actor | None]) -> None:
    """Let Flask-Login load the actor behind a session token, once a request and only if somebody asks."""
    app.url_map.converters["int"] = IdConverter
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
