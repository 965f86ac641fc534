"""A second press does nothing twice: forms that create carry a key, and the first result is given again."""

import hashlib
import secrets
from datetime import datetime

import sqlalchemy as sa
from flask import Flask, Response, g, redirect, request
from markupsafe import Markup
from sqlmodel import Field

from quarter.foundation import clock
from quarter.foundation.db import insert_if_absent
from quarter.foundation.models import Table
from quarter.web.permits import current_actor
from quarter.web.session import get_session, is_unsafe

FIELD = "form_key"


class DoneForm(Table, table=True):
    """A form that was carried out, and where its sender was led."""

    __tablename__ = "done_form"

    key: str = Field(primary_key=True, max_length=64)
    location: str = Field(sa_type=sa.Text)
    done_at: datetime


def form_key() -> Markup:
    """The hidden field for a form that creates something."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, secrets.token_urlsafe(16))


def _key_of_request() -> str | None:
    """The key, bound to its sender and to the address, so that nobody can use another's."""
    if not is_unsafe() or not (sent := request.form.get(FIELD)):
        return None
    parts = (sent, str(current_actor().person_id), request.path)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def init_app(app: Flask) -> None:
    app.jinja_env.globals["form_key"] = form_key

    @app.before_request
    def give_first_result_again() -> Response | None:
        g.done_form_key = key = _key_of_request()
        done = get_session().get(DoneForm, key) if key else None
        return redirect(done.location, code=303) if done else None  # type: ignore[return-value]

    @app.after_request
    def keep_result(response: Response) -> Response:
        key = g.get("done_form_key")
        if key and response.status_code == 409:  # a second press while the first was under way is no conflict
            done = get_session().get(DoneForm, key)
            return redirect(done.location, code=303) if done else response  # type: ignore[return-value]
        if not key or response.status_code not in (302, 303):
            return response
        location = response.headers["Location"]
        if not insert_if_absent(get_session(), DoneForm, key=key, location=location, done_at=clock.now()):
            return _result_of_the_other(key)
        return response

    def _result_of_the_other(key: str) -> Response:
        """The same form was carried out while ours was under way (PostgreSQL): ours is undone."""
        session = get_session()
        session.rollback()
        return redirect(session.get_one(DoneForm, key).location, code=303)  # type: ignore[return-value]
