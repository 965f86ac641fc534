"""A photo that was sent is kept while the rest of its form is mended, and only ours are taken back."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from flask import Blueprint, Flask, Response, render_template_string
from werkzeug.datastructures import FileStorage, MultiDict

from quarter.foundation.pictures import read_picture
from quarter.web.forms import Form, TextField, required
from quarter.web.photos import PhotoField, StoredPhoto
from quarter.web.session import get_session
from tests.foundation.test_pictures import picture
from tests.strict_client import StrictClient

PAGE = '{% from "ui/photo.html" import photo_field %}{{ photo_field(form.photo) }}'


class Report(Form):
    title = TextField("Title", [required("Please say what it is.")])
    photo = PhotoField("Photo")


@dataclass
class Answer:
    is_valid: bool
    photo: StoredPhoto | None
    kept: str
    shown: str


def sent(app: Flask, **fields: object) -> Answer:
    with app.test_request_context(method="POST", headers={"Accept-Language": "en"}):
        form = Report(MultiDict(fields), meta={"csrf": False})
        is_valid = form.validate()
        return Answer(is_valid, form.photo.data, form.photo.kept, render_template_string(PAGE, form=form))


def file(content: bytes) -> FileStorage:
    return FileStorage(BytesIO(content), filename="IMG_1.jpg")


def test_a_photo_is_stored_at_once_and_kept_until_the_rest_is_right(app) -> None:
    first = sent(app, title="", photo=file(picture("JPEG")))
    assert not first.is_valid and first.photo.key in first.shown and first.kept in first.shown
    again = sent(app, title="A broken bench", photo_kept=first.kept)
    assert again.is_valid and again.photo == first.photo
    assert app.extensions["quarter.storage"].has(first.photo.key)


def test_another_takes_its_place_and_it_can_be_left_out(app) -> None:
    first = sent(app, title="", photo=file(picture()))
    second = sent(app, title="x", photo=file(picture(size=(30, 30))), photo_kept=first.kept)
    assert (second.photo.width, second.photo.height) == (30, 30)
    third = sent(app, title="x", photo_kept=first.kept, photo_drop="1")
    assert third.is_valid and third.photo is None and "_kept" not in third.shown


def test_none_is_none(app) -> None:
    none = sent(app, title="x")
    assert none.is_valid and none.photo is None


def test_what_is_no_picture_is_named(app) -> None:
    answer = sent(app, title="x", photo=file(b"%PDF-1.7"))
    assert not answer.is_valid and answer.photo is None
    assert "no picture that we can read" in answer.shown


@pytest.mark.parametrize("forged", ["x", '["../secret",1,1]', "WyIuLi9zZWNyZXQiLDEsMV0.abc"])
def test_a_kept_photo_that_we_never_gave_out_is_refused(app, forged) -> None:
    answer = sent(app, title="x", photo_kept=forged)
    assert not answer.is_valid and "choose it again" in answer.shown


def test_one_that_was_thrown_away_meanwhile_is_asked_for_again(app) -> None:
    first = sent(app, title="", photo=file(picture()))
    app.extensions["quarter.storage"].remove(first.photo.key)
    again = sent(app, title="x", photo_kept=first.kept)
    assert not again.is_valid and again.photo is None


def test_reading_a_photo_never_holds_the_database(app, monkeypatch) -> None:
    pool, was_free = app.extensions["quarter.database"].engine.pool, []
    rooms = Blueprint("rooms", __name__)

    def send() -> Response:
        get_session().connection()
        form = Report(meta={"csrf": False})
        return Response("valid" if form.validate() else "not valid")

    def watched(content: bytes, **kwargs: int) -> object:
        was_free.append(pool.checkedout() == 0)
        return read_picture(content, **kwargs)

    monkeypatch.setattr("quarter.web.photos.read_picture", watched)
    send.public_reason = "for the tests"  # type: ignore[attr-defined]
    rooms.add_url_rule("/send", view_func=send, methods=["POST"])
    app.register_blueprint(rooms)
    StrictClient(app).post("/send", {"title": "x", "photo": (BytesIO(picture()), "photo.png")}, status=200)
    assert was_free == [True]


def test_when_the_disk_is_nearly_full_no_photo_is_taken_and_the_words_stay(app, monkeypatch) -> None:
    monkeypatch.setattr("quarter.foundation.storage.KEPT_FREE", 1 << 60)
    answer = sent(app, title="A broken bench", photo=file(picture()))
    assert not answer.is_valid and answer.photo is None
    assert "There is no room for files at the moment." in answer.shown
