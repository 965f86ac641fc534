"""Devices that somebody has signed in on before: their browser says so, in a signed cookie that lasts for a year.

It opens nothing. Wrong passwords are counted for a known device by itself, so that nobody else's keep its owner out.
"""

import secrets
from typing import NamedTuple

from flask import Response, after_this_request, current_app, request

from quarter.foundation.secret_links import key_of, secret_of

A_YEAR = 365 * 24 * 3600  # in seconds
MOST_PEOPLE = 5  # who share a device; who came first is forgotten first
_PURPOSE = "known device"


class Device(NamedTuple):
    """A random name, and the numbers of those who have signed in there."""

    name: str
    people: tuple[int, ...]


def this_device() -> Device | None:
    """The device of this request; None if nobody has signed in on it."""
    key = key_of(request.cookies.get(_cookie(), ""), purpose=_PURPOSE, secret_key=str(current_app.secret_key))
    if key is None:
        return None
    name, *people = key.split()
    return Device(name, tuple(map(int, people)))


def know_device(person_id: int) -> None:
    """From now on, and for another year, this person's device."""
    known = this_device() or Device(secrets.token_urlsafe(12), ())
    people = [*(each for each in known.people if each != person_id), person_id][-MOST_PEOPLE:]
    key = " ".join([known.name, *map(str, people)])
    value = secret_of(key, purpose=_PURPOSE, secret_key=str(current_app.secret_key))

    @after_this_request
    def tell(response: Response) -> Response:
        is_secure = current_app.config["SESSION_COOKIE_SECURE"]
        if response.status_code < 400:
            response.set_cookie(_cookie(), value, A_YEAR, secure=is_secure, httponly=True, samesite="Lax")
        return response


def _cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"
