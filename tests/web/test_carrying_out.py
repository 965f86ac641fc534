"""A form is carried out in one way: shown, shown again with what was typed and why, or done."""

from collections.abc import Callable
from enum import StrEnum

import pytest
from flask import Blueprint, Flask, Response, abort, render_template_string
from sqlmodel import Session, select

from quarter.foundation import policy
from quarter.foundation.actors import Actor
from quarter.foundation.db import LostUpdate
from quarter.foundation.multilingual import know_labels
from quarter.foundation.policy import know_rules
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Group, Organisation
from quarter.web.forms import Form, HiddenInteger, TextField, carry_out, required
from quarter.web.permits import allow, public
from quarter.web.rendering import redirect_to
from quarter.web.session import get_session, release_lock
from tests.strict_client import StrictClient
from tests.web.conftest import write


class Why(StrEnum):
    TOO_LATE = "test_refused_too_late"


class Permission(StrEnum):
    PAINT = "test_doors:paint"
    SCRUB = "test_doors:scrub"


class Door:
    """What is painted: a row with a version, as far as the form is concerned."""

    name, version = "painted green", 7


def is_not_painted(_actor: Actor, _subject: object) -> bool:
    """Somebody else paints it while a photo is read."""
    return not read_slowly


read_slowly: list[bool] = []
know_labels(({Why.TOO_LATE: "The paint is dry."},))


class PaintForm(Form):
    name = TextField("Name", [required("Please write a name.")])
    version = HiddenInteger()


class SlowForm(PaintForm):
    def validate_name(self, _field: TextField) -> None:
        release_lock()
        read_slowly.append(True)


class BriefForm(PaintForm):
    too_late = "Somebody painted it before you."


PAGE = """<!doctype html><html lang="en"><head><title>Paint</title></head><body><main><h1>Paint</h1>
{% for sentence in form.problems + form.name.errors|list %}<p>{{ sentence }}</p> {% endfor %}
{% if form.theirs %}<p>It is {{ form.theirs.name }} now.</p> {% endif %}
<p>Stored: {{ stored or "nothing" }}.</p>
<form method="post">{{ form.csrf_token }}<label for="name">Name</label>{{ form.name }}{{ form.version }}
<button>Paint</button></form></main></body></html>"""


def paint(form: PaintForm) -> Response | None:
    """What becomes of it stands in the name; it is written in any case."""
    write(get_session(), form.name.data)
    if form.name.data == "taken":
        form.name.errors = ["This name is taken."]
        return None
    if form.name.data == "late":
        raise Refusal(Why.TOO_LATE)
    if form.name.data == "overtaken":
        raise LostUpdate
    return redirect_to("home.now")


def answer(form: PaintForm, door: Door | None = None) -> Response:
    def show() -> Response:
        names = get_session().exec(select(Organisation.name).where(Organisation.name == (form.name.data or "")))
        return Response(render_template_string(PAGE, form=form, stored=names.first()))

    return carry_out(form, lambda: paint(form), show, changes=door)


def find_group(session: Session, group_id: int) -> Group | None:
    return session.get(Group, group_id)


def find_organisation(session: Session, group_id: int, number: int) -> Organisation | None:
    return session.get(Organisation, number) if group_id else None


def make_doors() -> Blueprint:
    doors = Blueprint("doors", __name__, url_prefix="/doors")
    ways: dict[str, Callable[[], Response]] = {
        "plain": lambda: answer(PaintForm()),
        "versioned": lambda: answer(PaintForm(), Door()),
        "brief": lambda: answer(BriefForm(), Door()),
    }

    @doors.route("/<way>", methods=["GET", "POST"])
    @public("for the tests")
    def door(way: str) -> Response:
        return ways[way]()

    @doors.route("/slow", methods=["GET", "POST"])
    @allow(Permission.PAINT)
    def slow() -> Response:
        return answer(SlowForm())

    @doors.get("/<int:group_id>/<int:number>/<colour>")
    @allow(Permission.SCRUB, load=find_group, part=find_organisation)
    def part(group: Group, organisation: Organisation, colour: str) -> str:
        return f"{group.id} {organisation.id} {colour}" if organisation.id == 1 else abort(400)

    @doors.get("/<int:group_id>/<colour>")
    @allow(Permission.SCRUB, load=find_group)
    def whole(group: Group, colour: str) -> str:
        return f"{group.id} {colour}"

    return doors


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> StrictClient:
    monkeypatch.setattr(policy, "_RULES", dict(policy.known_rules()))
    know_rules({Permission.PAINT: ((is_not_painted,),), Permission.SCRUB: ((is_not_painted,),)})
    read_slowly.clear()
    app.register_blueprint(make_doors())
    return StrictClient(app)


def test_a_form_is_shown_then_done_and_leads_on(client, stored) -> None:
    client.get("/doors/plain")
    done = client.submit(name="Green")
    assert done.headers["Location"] == "/" and "Green" in stored()


def test_what_is_missing_is_said_on_the_same_page(client, stored) -> None:
    client.get("/doors/plain")
    client.submit(name=" ", status=422)
    assert "Please write a name." in client.text and " " not in stored()


def test_a_deed_that_tells_the_form_what_is_wrong_leaves_no_trace(client, stored) -> None:
    client.get("/doors/plain")
    client.submit(name="taken", status=422)
    assert "This name is taken. Stored: nothing." in client.text and "taken" not in stored()


def test_a_refusal_keeps_what_was_typed_and_says_why_with_nothing_written(client, stored) -> None:
    client.get("/doors/plain")
    client.submit(name="late", status=409)
    assert "The paint is dry. Stored: nothing." in client.text and "late" not in stored()
    client.submit(name="Later")  # what was typed can be mended at once
    assert "Later" in stored()


def test_who_comes_second_sees_what_the_first_left_and_goes_on_from_there(client, stored) -> None:
    client.get("/doors/versioned")
    client.submit(name="overtaken", version="3", status=409)
    assert "It is painted green now. Stored: nothing." in client.text and "overtaken" not in stored()
    assert client.page.find(".//*[@name='version']").get("value") == "7"


def test_a_page_that_does_not_show_what_the_first_left_says_so(client) -> None:
    client.get("/doors/brief")
    client.submit(name="overtaken", version="3", status=409)
    assert "Somebody painted it before you." in client.text


def test_a_form_without_a_version_is_no_dead_end_either(client) -> None:
    client.get("/doors/plain")
    client.submit(name="overtaken", status=409)
    assert "Somebody else changed this meanwhile. Please look again, then send." in client.text


def test_after_slow_work_the_permission_is_asked_again(client, stored) -> None:
    client.get("/doors/slow")
    asked_who = client.submit(name="Green")
    assert asked_who.headers["Location"].startswith("/accounts/sign-in") and "Green" not in stored()


def test_a_view_gets_what_its_loaders_left_of_the_address(client, world) -> None:
    assert client.get(f"/doors/{world.group_id}/green").text == f"{world.group_id} green"
    assert client.get(f"/doors/{world.group_id}/1/green").text == f"{world.group_id} 1 green"


def test_neither_a_whole_nor_a_part_that_is_not_there_has_a_page(client, world) -> None:
    client.get("/doors/99999/1/green", status=404)
    client.get(f"/doors/{world.group_id}/99999/green", status=404)
    client.get(f"/doors/{world.group_id}/99999999999/green", status=404)
