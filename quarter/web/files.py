"""Files given out: what people brought, under its key; and what is made for a reader, to keep."""

import re
from urllib.parse import quote

from flask import Flask, Response, abort, current_app, request

from quarter.foundation.storage import Storage

AN_HOUR = 3600  # in seconds


def storage() -> Storage:
    return current_app.extensions["quarter.storage"]


def stored_file(key: str, content_type: str) -> Response:
    """The file under a key, 404 if there is none.

    What stands under a key never changes, but it may be taken away: a browser asks again after an hour, and is told
    in a line that it has it already.
    """
    content = storage().get(key)
    if content is None:
        abort(404)
    response = Response(content, mimetype=content_type)
    response.headers["Cache-Control"] = f"private, max-age={AN_HOUR}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(key)
    response.make_conditional(request)
    return response


def as_file(content: bytes | str, name: str, media_type: str) -> Response:
    """A file to keep, made for this reader, under a name in any script; it is never shown in a window of this site."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f"attachment; {_named(name)}"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.vary.update(["Cookie", "Accept-Language"])
    return answer


def _named(name: str) -> str:
    """Old programs read the first, in plain letters; a name that has others stands in full in the second."""
    plain = re.sub(r'[^ -~]|["\\]', "_", name)
    return f'filename="{plain}"' if plain == name else f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def init_app(app: Flask, files: Storage) -> None:
    app.extensions["quarter.storage"] = files
