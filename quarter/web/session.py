"""One database session a request, one commit: after a successful unsafe request, and nowhere else."""

from flask import Flask, Response, current_app, g, request
from sqlmodel import Session

from quarter.foundation.db import Database

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def database() -> Database:
    return current_app.extensions["quarter.database"]


def is_unsafe() -> bool:
    return request.method not in SAFE_METHODS


def get_session() -> Session:
    """The request's session. In an unsafe request it holds the write lock from its first statement on."""
    if "session" not in g:
        g.session = current_app.extensions["quarter.database"].session(writes=is_unsafe())
    return g.session


def give_back_transaction() -> None:
    """Undo what this request wrote and free the write lock; from here on the session only reads."""
    database().make_readable(get_session())


def keep_what_is_done() -> None:
    """What this request did so far stands, whatever becomes of the rest of it."""
    get_session().commit()


def release_lock() -> None:
    """End the transaction without a trace, before slow work (hashing); the next statement begins a new one."""
    g.lock_was_free = True
    if "session" in g:
        g.session.rollback()


def init_app(app: Flask, db: Database) -> None:
    app.extensions["quarter.database"] = db

    @app.after_request
    def finish(response: Response) -> Response:
        session = g.get("session")
        if session is None:
            return response
        if is_unsafe() and response.status_code < 400:
            session.commit()
        elif is_unsafe():
            session.rollback()  # now, because others wait for the write lock; what only reads ends when it closes
        return response

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        if "session" in g:
            g.pop("session").close()
