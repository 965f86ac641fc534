"""A second press does nothing twice: forms that create carry a key, and the first result is given again.

A press is the same only with the same content: other words with the key of an earlier form, as after going back to it,
are another deed. With the result goes what the sender was told: browsers throw the first answer away when a button is
pressed twice, and the cookie that held the sentence with it.
"""

import hashlib
import json
import secrets
from datetime import datetime
from typing import IO

import sqlalchemy as sa
from flask import Flask, Response, flash, g, request, session
from markupsafe import Markup
from sqlmodel import JSON, Field

from quarter.foundation import clock
from quarter.foundation.db import insert_if_absent
from quarter.foundation.models import Table
from quarter.web.permits import current_actor
from quarter.web.rendering import see_other
from quarter.web.session import get_session, is_unsafe

FIELD = "form_key"


class DoneForm(Table, table=True):
    """A form that was carried out, where its sender was led, and what was said there: (category, sentence)."""

    __tablename__ = "done_form"

    key: str = Field(primary_key=True, max_length=64)
    location: str = Field(sa_type=sa.Text)
    told: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    done_at: datetime


def form_key() -> Markup:
    """The hidden field for a form that creates something."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, secrets.token_urlsafe(16))


def init_app(app: Flask) -> None:
    app.jinja_env.globals["form_key"] = form_key

    @app.before_request
    def give_first_result_again() -> Response | None:
        if not is_unsafe() or not (sent := request.form.get(FIELD)):
            return None
        content = _content()  # before we ask who sends it: from there on others wait for the write lock
        # Bound to its sender and to the address, so that nobody can use another's.
        parts = (sent, current_actor().person_id, request.full_path, content)
        g.done_form_key = key = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
        done = get_session().get(DoneForm, key)
        return _lead_again(done) if done else None

    @app.after_request
    def keep_result(response: Response) -> Response:
        key = g.get("done_form_key")
        if key and response.status_code == 409:  # a second press while the first was under way is no conflict
            done = get_session().get(DoneForm, key)
            return _lead_again(done) if done else response
        if not key or response.status_code not in (302, 303):
            return response
        location, told = response.headers["Location"], session.get("_flashes", [])
        if not insert_if_absent(get_session(), DoneForm, key=key, location=location, told=told, done_at=clock.now()):
            return _result_of_the_other(key)
        return response


def _content() -> list[list[str]]:
    """All that was sent, files by what is in them; without the token, which says nothing and changes."""
    fields = [[name, value] for name, value in request.form.items(multi=True) if name != "csrf_token"]
    files = request.files.items(multi=True)
    return fields + [[name, file.filename or "", _digest(file.stream)] for name, file in files]


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while part := stream.read(2**16):
        digest.update(part)
    stream.seek(0)
    return digest.hexdigest()


def _result_of_the_other(key: str) -> Response:
    """The same form was carried out while ours was under way (PostgreSQL): ours is undone."""
    database_session = get_session()
    database_session.rollback()
    return _lead_again(database_session.get_one(DoneForm, key))


def _lead_again(done: DoneForm) -> Response:
    """To where the first press led, with what it said unless that is still to be read."""
    waiting = [tuple(said) for said in session.get("_flashes", [])]
    for category, sentence in done.told:
        if (category, sentence) not in waiting:
            flash(sentence, category)
    return see_other(done.location)
