"""A few small rooms in the test's house, to see what the web floor does with their answers."""

from enum import StrEnum

import pytest
from flask import Blueprint, Flask, Response, abort, redirect, request
from sqlmodel import Session, select

from quarter.foundation.db import Database, GateTimeout, LostUpdate
from quarter.foundation.multilingual import know_labels
from quarter.foundation.refusals import Refusal
from quarter.groups.domain import OrganisationKind
from quarter.groups.models import Organisation
from quarter.web.permits import public
from quarter.web.rendering import page
from quarter.web.session import get_session
from tests.strict_client import StrictClient


def write(session: Session, name: str) -> None:
    session.add(Organisation(name=name, kind=OrganisationKind.ASSOCIATION))
    session.flush()


def make_desk() -> Blueprint:
    desk = Blueprint("desk", __name__, url_prefix="/desk")

    @desk.post("/write/<name>")
    @public("for the tests")
    def write_and_answer(name: str) -> Response | tuple[str, int]:
        """Writes a row, then answers with the wanted status."""
        write(get_session(), name)
        status = request.args.get("status", 303, type=int)
        return redirect(f"/desk/{name}", code=303) if status == 303 else ("done", status)

    @desk.get("/write/<name>")
    @public("for the tests")
    def write_on_get(name: str) -> str:
        get_session().add(Organisation(name=name, kind=OrganisationKind.ASSOCIATION))
        return "done"

    @desk.post("/write-then-page/<name>")
    @public("for the tests")
    def write_then_page(name: str) -> Response:
        write(get_session(), name)
        return page("errors/error.html", title="Page", advice="")

    @desk.route("/crash", methods=["GET", "POST"])
    @public("for the tests")
    def crash() -> str:
        if request.method == "POST":
            write(get_session(), "before the error")
        raise RuntimeError("the boiler exploded")

    @desk.route("/answer/<int:status>", methods=["GET", "POST"])
    @public("for the tests")
    def answer(status: int) -> None:
        abort(status)

    @desk.post("/raise/<name>")
    @public("for the tests")
    def raise_error(name: str) -> None:
        write(get_session(), "before the error")
        raise ERRORS[name]

    return desk


class Reason(StrEnum):
    TOO_LATE = "test_too_late"


know_labels(({Reason.TOO_LATE: "The vote is over since noon."},))
ERRORS = {"refusal": Refusal(Reason.TOO_LATE), "overtaken": LostUpdate(), "busy": GateTimeout()}


@pytest.fixture
def app(app: Flask) -> Flask:
    app.register_blueprint(make_desk())
    return app


@pytest.fixture
def client(app: Flask) -> StrictClient:
    return StrictClient(app)


@pytest.fixture
def stored(database: Database):
    """The names of organisations that are really stored, seen through another connection."""

    def stored() -> set[str]:
        with database.session(writes=False) as session:
            return set(session.exec(select(Organisation.name)))

    return stored
