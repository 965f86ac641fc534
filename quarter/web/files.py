"""Files that people brought, given out again: for ever under their key, and never read as anything else."""

from flask import Flask, Response, abort, current_app, request

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


def init_app(app: Flask, files: Storage) -> None:
    app.extensions["quarter.storage"] = files

    def photo(key: str) -> Response:
        return stored_file(key, "image/webp")

    photo.public_reason = "whoever may see a page knows the unguessable names of its photos"  # type: ignore[attr-defined]
    app.add_url_rule("/photos/<key>", "photo", photo)

    @app.teardown_request
    def close_uploads(_error: BaseException | None) -> None:
        """What was sent and is large lies in a file of its own until the request is over."""
        request.close()
