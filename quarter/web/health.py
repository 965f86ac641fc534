"""For those who run Quarter: is the process alive, and can it work?"""

import os

import sqlalchemy as sa
from flask import Blueprint, Response, current_app, jsonify
from sqlmodel import select

from quarter.web.idempotency import DoneForm
from quarter.web.permits import public
from quarter.web.session import database

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public("Monitoring asks without an account; the answer holds nothing but ok.")
def process() -> Response:
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public("Monitoring asks without an account; the answer names no details.")
def ready() -> tuple[Response, int]:
    checks = {"database": _database_answers(), "storage": os.access(current_app.instance_path, os.W_OK)}
    is_ready = all(checks.values())
    parts = {name: "ok" if fine else "failing" for name, fine in checks.items()}
    return jsonify(status="ok" if is_ready else "failing", **parts), 200 if is_ready else 503


def _database_answers() -> bool:
    try:
        with database().engine.connect() as connection:
            connection.execute(select(DoneForm.key).limit(1))  # a table of ours: `SELECT 1` needs no file
    except sa.exc.SQLAlchemyError:
        return False
    return True
