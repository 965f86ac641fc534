"""Files given out: what people brought, for ever under its key; and what is made for a reader, to keep."""

import re
from urllib.parse import quote

from flask import Flask, Response, abort, current_app

from quarter.foundation.storage import Storage


def storage() -> Storage:
    return current_app.extensions["quarter.storage"]


def stored_file(key: str, content_type: str) -> Response:
    """The file under a key, 404 if there is none. Browsers may keep it: what stands under a key never changes."""
    content = storage().get(key)
    if content is None:
        abort(404)
    response = Response(content, mimetype=content_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
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

    def photo(key: str) -> Response:
        return stored_file(key, "image/webp")

    photo.public_reason = "whoever may see a page knows the unguessable names of its photos"  # type: ignore[attr-defined]
    app.add_url_rule("/photos/<key>", "photo", photo)
