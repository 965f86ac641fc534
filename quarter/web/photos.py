"""A photo in a form: read and stored at once, and kept while other fields are mended.

Browsers never send a chosen file twice, so the form carries the stored photo (signed) until it is accepted.
What is never accepted is thrown away after a day (quarter/worker.py).
"""

from dataclasses import astuple, dataclass
from typing import Any

from flask import Flask, Response, abort, current_app, request
from flask_wtf.file import FileField
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from quarter.foundation.dear_work import TooBusy
from quarter.foundation.models import is_pointed_to
from quarter.foundation.pictures import LONGEST_SIDE, BadPicture, Photo, read_picture
from quarter.web.files import storage, stored_file
from quarter.web.forms import Form, TextField, at_most, choose_again, no_room, tidy
from quarter.web.locale import gettext
from quarter.web.locale import lazy_gettext as _l
from quarter.web.session import get_session, release_lock

MEGABYTES = 16  # for `takes_files`: a photo and what is written about it


@dataclass(frozen=True)
class StoredPhoto:
    """A photo of ours: its key in the storage, and its size in pixels."""

    key: str
    width: int
    height: int


class PhotoField(FileField):
    """One photo or none; `.data` is a StoredPhoto or None once the form is validated.

    It is made as small as `longest_side` pixels.
    To read it takes a while, and the write lock is free meanwhile: so `carry_out` asks for the permission again
    afterwards.
    """

    data: Any
    keeps = StoredPhoto

    def __init__(self, *args: Any, longest_side: int = LONGEST_SIDE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._longest_side = longest_side

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        self._sent_before = formdata.get(f"{self.name}_kept") if formdata else None
        self._is_dropped = bool(formdata and formdata.get(f"{self.name}_drop"))
        super().process(formdata, *args, **kwargs)

    def pre_validate(self, form: Any) -> None:
        if isinstance(self.data, FileStorage):
            self.data = self._store(self.data)
        else:
            self.data = None if self._is_dropped else self._kept()

    @property
    def kept(self) -> str:
        """What the form carries of a photo that is stored already."""
        return _signer().dumps(astuple(self.data)) if isinstance(self.data, StoredPhoto) else ""

    def _store(self, file: FileStorage) -> StoredPhoto:
        release_lock()
        content, self.data = file.read(), None
        if not storage().has_room:
            raise no_room()
        try:
            picture = read_picture(content, longest_side=self._longest_side)
        except BadPicture as error:
            raise ValidationError(gettext(error.message, **error.values)) from None
        except TooBusy:
            raise choose_again() from None
        return StoredPhoto(storage().put(picture.content, "webp"), picture.width, picture.height)

    def _kept(self) -> StoredPhoto | None:
        if not self._sent_before:
            return None
        try:
            photo = self.keeps(*_signer().loads(self._sent_before))
        except (BadSignature, TypeError):
            photo = None
        self.data = None
        if photo is None or not storage().has(photo.key):
            raise ValidationError(gettext("The photo was not kept. Please choose it again."))
        return photo


class WithPhoto(Form):
    """A form that takes a photo along, with what is to be seen in it."""

    photo = PhotoField(_l("Photo (may stay empty)"))
    photo_description = TextField(_l("What is to be seen in the photo?"), [at_most(200)])

    @property
    def taken(self) -> Photo | None:
        """The photo of a valid form."""
        stored = self.photo.data if self.photo else None
        if stored is None:
            return None
        return Photo(stored.key, stored.width, stored.height, tidy(self.photo_description.data))


def init_app(app: Flask) -> None:
    def photo(key: str) -> Response:
        """A photo that a row shows, or that the form carries in which it is looked at; any other is gone."""
        if not _is_on_form(key, request.args.get("kept")) and not is_pointed_to(get_session(), key):
            abort(404)
        return stored_file(key, "image/webp")

    photo.public_reason = "whoever may see a page knows the unguessable names of its photos"  # type: ignore[attr-defined]
    app.add_url_rule("/photos/<key>", "photo", photo)


def _is_on_form(key: str, kept: str | None) -> bool:
    try:
        return kept is not None and _signer().loads(kept)[0] == key
    except BadSignature:
        return False


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="photo")
