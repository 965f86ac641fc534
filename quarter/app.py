"""The factory: settings, web floor, then the rooms in floor order."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, Request

from quarter import config
from quarter.demo.people import ADDRESSES
from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.foundation.dear_work import turns
from quarter.foundation.private_files import keep_private
from quarter.foundation.storage import Storage
from quarter.foundation.typesetting import kept_papers
from quarter.groups import queries as groups
from quarter.letters import sending
from quarter.letters.queries.outgoing import stands_still
from quarter.rooms import ROOMS, furnish
from quarter.web import (
    errors,
    files,
    health,
    hosts,
    idempotency,
    limits,
    links,
    locale,
    logs,
    mail,
    permits,
    photos,
    proxies,
    rendering,
    repeats,
    security,
    session,
    static_files,
)

HOUSE = Path(__file__).parent


class AnyRequest(Request):
    """A request; whoever asks for the head alone asks for a page, of which the body is left out in the end.

    Else every view that asks `request.method == "GET"` would take a HEAD for a form that was sent.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.method == "HEAD":
            self.method = "GET"


class Application(Flask):
    """Flask, without the twenty looks of each request whether a function of ours is a coroutine: none is."""

    request_class = AnyRequest

    def log_exception(self, exc_info: Any) -> None:
        """One line like all others: an address may hold a secret, and an error's words what somebody typed."""
        logs.note_error(exc_info[1])

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(settings: config.Settings | None = None) -> Flask:
    """The house, ready to serve. ConfigurationError if a setting is missing or bad."""
    settings = settings or config.load()
    furnish()
    app = Application(
        "quarter",
        root_path=str(HOUSE),
        static_folder=None,
        template_folder=str(HOUSE.parent / "templates"),
        instance_path=str(settings.instance.resolve()),
    )
    app.jinja_environment = rendering.Templates
    app.extensions["quarter.settings"] = settings
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    turns.keep_in(settings.instance.resolve() / "turns", whose=limits.whose_turn)
    kept_papers.keep_in(settings.instance.resolve() / "papers")
    _set_up_web(app, settings)
    app.register_blueprint(health.blueprint)
    for blueprint in (room.blueprint for room in ROOMS if room.blueprint):
        app.register_blueprint(blueprint)
    health.watch(app, "letters", lambda session: not stands_still(session, clock.now()))
    app.extensions["quarter.office"] = sending.open_office(settings)
    app.jinja_env.globals["demo_people"] = lambda: (ADDRESSES, settings.demonstration_password())
    app.jinja_env.globals["P"] = {room.name: room.permissions for room in ROOMS}
    return app


def _set_up_web(app: Flask, settings: config.Settings) -> None:
    database = Database(settings.database_url, threads=settings.threads)
    keep_private(settings.instance, database.file)
    session.init_app(app, database)
    logs.init_app(app)
    hosts.init_app(app, settings)
    proxies.init_app(app, settings)
    security.init_app(app, settings)  # before anything that was kept is given out
    repeats.init_app(app)
    files.init_app(app, Storage(settings.instance.resolve() / "files"))
    photos.init_app(app)
    locale.init_app(app, groups.get_masthead)
    permits.init_app(app, lambda db, token: groups.get_actor(db, token, now=clock.now(), today=locale.today()))
    links.init_app(app)
    idempotency.init_app(app)
    limits.init_app(app, settings)
    rendering.init_app(app)
    errors.init_app(app)
    static_files.init_app(app)
    mail.init_app(app)
    app.jinja_env.globals["masthead"] = locale.get_masthead
