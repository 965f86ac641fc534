"""How much one may do in a while: tight for a person, wide for a network, since a whole house may share one.

Whoever is signed in is counted by who they are, all others by the network that they come from. What is counted, and how
much of it there may be, is this one table. Every form counts as `FORM`, and one with files as `UPLOAD`; what is dear to
answer counts as `FILE` or `SEARCH`. The rest is counted where it is done: `count(Deed.COMMENT)`.
"""

import hashlib
import math
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from flask import Flask, Response, current_app, g, has_request_context, request
from werkzeug.exceptions import TooManyRequests

from quarter.config import Settings
from quarter.foundation import clock
from quarter.foundation.throttle import Bucket, Throttle, ThrottleInMemory, throttle_for
from quarter.web.errors import error_page
from quarter.web.kept_forms import get_kept_form, show_kept_form
from quarter.web.locale import ngettext
from quarter.web.logs import note
from quarter.web.networks import network
from quarter.web.permits import current_actor
from quarter.web.session import is_unsafe

MINUTE = 60.0  # in seconds
DEAR_FILES = (".pdf", ".docx", ".odt", ".zip")
FILES_IN_AN_ARCHIVE = 8  # an archive counts as so many files


class Deed(StrEnum):
    """What is counted."""

    FORM = "form"  # any form that is sent
    UPLOAD = "upload"  # one with a file
    STORED = "stored"  # the same over a day, since each file lies on the disk for as long, even if nothing is posted
    FILE = "file"  # one that is made for whoever asks: a PDF, a text document, an archive
    SEARCH = "search"  # any list that is looked through for words
    SIGN_UP = "sign-up"
    PASSWORD = "password"  # a wrong one; the person is the address that was tried, see accounts/entrance.py
    REPORT = "report"  # of an issue
    COMMENT = "comment"
    SUPPORT = "support"
    PROPOSAL = "proposal"  # of an item for an agenda; and to ask for a seat
    VARIANT = "variant"  # of a plan


class Limit(NamedTuple):
    """For a person, and for a network from which people come who are not signed in."""

    person: Bucket
    network: Bucket


# So many at once, and then one more every so many seconds.
LIMITS: Mapping[Deed, Limit] = {
    Deed.FORM: Limit(Bucket(240, 1), Bucket(600, 0.25)),
    Deed.STORED: Limit(Bucket(120, 12 * MINUTE), Bucket(300, 4 * MINUTE)),
    Deed.UPLOAD: Limit(Bucket(40, 20), Bucket(60, 10)),
    Deed.FILE: Limit(Bucket(40, 3), Bucket(120, 1)),
    Deed.SEARCH: Limit(Bucket(60, 1), Bucket(240, 0.25)),
    Deed.SIGN_UP: Limit(Bucket(30, MINUTE), Bucket(30, MINUTE)),
    Deed.PASSWORD: Limit(Bucket(10, 1.5 * MINUTE), Bucket(60, MINUTE / 4)),
    Deed.REPORT: Limit(Bucket(10, 5 * MINUTE), Bucket(30, MINUTE)),
    Deed.COMMENT: Limit(Bucket(15, MINUTE / 2), Bucket(60, MINUTE / 4)),
    Deed.SUPPORT: Limit(Bucket(60, 5), Bucket(120, 1)),
    Deed.PROPOSAL: Limit(Bucket(10, 5 * MINUTE), Bucket(30, MINUTE)),
    Deed.VARIANT: Limit(Bucket(5, 10 * MINUTE), Bucket(30, MINUTE)),
}


class TooMuch(TooManyRequests):
    """Raised by `count`; `wait` is the number of seconds after which there is one more."""

    def __init__(self, deed: Deed, wait: float) -> None:
        super().__init__(retry_after=math.ceil(wait))
        self.deed, self.wait = deed, wait

    def in_words(self) -> str:
        """What to do now, for the page."""
        minutes = math.ceil(self.wait / MINUTE)
        return ngettext(
            "Too many attempts. Please wait %(num)d minute, then send it again.",
            "Too many attempts. Please wait %(num)d minutes, then send it again.",
            minutes,
        )


def count(deed: Deed) -> None:
    """Go on unless whoever asks has done too much of this; TooMuch then."""
    person_id, limit = current_actor().person_id, LIMITS[deed]
    if person_id is None:
        take(deed, limit.network, "network", network())
    else:
        take(deed, limit.person, "person", str(person_id))


def take(deed: Deed, bucket: Bucket, *whose: str) -> None:
    """The same, out of a certain bucket."""
    throttle = _throttle()
    if throttle is None:
        return
    if wait := throttle.take(_key(deed, *whose), bucket, now=clock.now().timestamp()):
        g.too_much = TooMuch(deed, wait)
        raise g.too_much


def give_back(deed: Deed, bucket: Bucket, *whose: str) -> None:
    """What was taken turned out to be none of what is counted."""
    if throttle := _throttle():
        throttle.give_back(_key(deed, *whose), bucket)


def whose_turn() -> str:
    """For whom dear work is done, as a keyed hash; empty where nobody asks: the worker, the command line."""
    if not has_request_context():
        return ""
    person_id = current_actor().person_id
    return _hashed("turn", *(("network", network()) if person_id is None else ("person", str(person_id))))


def _throttle() -> Throttle | None:
    return current_app.extensions["quarter.throttle" if is_unsafe() else "quarter.throttle_of_reading"]


def _key(deed: Deed, *whose: str) -> str:
    return _hashed(deed.value, *whose)


def _hashed(*words: str) -> str:
    """A keyed hash: who does how much, and from where, is nobody's business."""
    secret = hashlib.sha256(str(current_app.secret_key).encode()).digest()
    return hashlib.blake2b(repr(words).encode(), digest_size=16, key=secret).hexdigest()


def _deeds_of_request() -> Iterator[Deed]:
    """What this request is, by its kind alone."""
    if is_unsafe():
        yield Deed.FORM
        if any(file.filename for file in request.files.values()):
            yield Deed.UPLOAD
            yield Deed.STORED
    elif request.path.endswith(DEAR_FILES):
        yield from [Deed.FILE] * (FILES_IN_AN_ARCHIVE if request.path.endswith(".zip") else 1)
    elif "q" in request.args:
        yield Deed.SEARCH


def init_app(app: Flask, settings: Settings) -> None:
    """To be called after what gives the result of a form again: to press twice counts once."""
    throttle = throttle_for(app.extensions["quarter.database"]) if settings.limits else None
    app.extensions["quarter.throttle"] = throttle
    # Reading never writes, or else one search would make all kept pages stale: each process counts by itself.
    app.extensions["quarter.throttle_of_reading"] = ThrottleInMemory() if throttle else None

    @app.before_request
    def count_request() -> None:
        if request.endpoint:
            for deed in _deeds_of_request():
                count(deed)

    @app.errorhandler(TooMuch)
    def too_much(error: TooMuch) -> Response:
        """The form as it was sent, to be sent again with one press, where there was one."""
        kept = get_kept_form()
        if kept is None:
            return error_page(429, error.in_words() if is_unsafe() else None)
        return show_kept_form(kept, status=429, problem=error.in_words())

    @app.after_request
    def say_when(response: Response) -> Response:
        error: TooMuch | None = g.get("too_much")
        if error and response.status_code == 429:
            response.headers["Retry-After"] = str(math.ceil(error.wait))
            note("too much", current_actor().person_id, deed=error.deed.value)
        return response
