"""For those who run Quarter: is the process alive, can it work, and what should somebody look after?"""

import os
from collections.abc import Callable

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlmodel import Session, select

from quarter.web.idempotency import DoneForm
from quarter.web.permits import public
from quarter.web.session import database

blueprint = Blueprint("health", __name__)
Check = Callable[[Session], bool]


def watch(app: Flask, name: str, is_fine: Check) -> None:
    """Say beside the rest whether this is fine. The site works without it, so it stays ready all the same."""
    app.extensions.setdefault("quarter.watched", {})[name] = is_fine


@blueprint.get("/healthz")
@public("Monitoring asks without an account; the answer holds nothing but ok.")
def process() -> Response:
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public("Monitoring asks without an account; the answer names no details.")
def ready() -> tuple[Response, int]:
    checks = {"database": _database_answers(), "storage": os.access(current_app.instance_path, os.W_OK)}
    is_ready = all(checks.values())
    beside = {name: checks["database"] and _is_fine(check) for name, check in _watched().items()}
    parts = {name: "ok" if fine else "failing" for name, fine in (checks | beside).items()}
    return jsonify(status="ok" if is_ready else "failing", **parts), 200 if is_ready else 503


def _watched() -> dict[str, Check]:
    watched: dict[str, Check] = current_app.extensions.get("quarter.watched", {})
    return watched


def _is_fine(check: Check) -> bool:
    try:
        with database().session(writes=False) as session:
            return check(session)
    except sa.exc.SQLAlchemyError:
        return False


def _database_answers() -> bool:
    try:
        with database().engine.connect() as connection:
            connection.execute(select(DoneForm.key).limit(1))  # a table of ours: `SELECT 1` needs no file
    except sa.exc.SQLAlchemyError:
        return False
    return True
