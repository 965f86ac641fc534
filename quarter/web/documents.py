"""A document in a form: read and stored at once. What is never accepted is thrown away after a day."""

from dataclasses import dataclass
from typing import Any

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from quarter.foundation.dear_work import TooBusy
from quarter.foundation.documents import MOST_MEGABYTES, BadDocument, name_for, read_document
from quarter.web.files import storage
from quarter.web.forms import choose_again, no_room
from quarter.web.locale import gettext
from quarter.web.session import release_lock

MEGABYTES = MOST_MEGABYTES + 2  # for `takes_files`: a document and what is around it in the form


@dataclass(frozen=True)
class StoredDocument:
    """A document of ours: its key in the storage, its name, and what is in it."""

    key: str
    name: str
    suffix: str
    size: int
    sha256: str
    tells_place: bool


class DocumentField(FileField):
    """One document; `.data` is a StoredDocument or None once the form is validated.

    To read it takes a while, and the write lock is free meanwhile: so `carry_out` asks for the permission again
    afterwards.
    """

    data: Any

    def pre_validate(self, form: Any) -> None:
        file, self.data = self.data, None
        if isinstance(file, FileStorage):
            release_lock()
            if not storage().has_room:
                raise no_room()
            self.data = self._store(file)

    def _store(self, file: FileStorage) -> StoredDocument:
        try:
            document = read_document(file.read())
        except BadDocument as error:
            raise ValidationError(gettext(error.message, **error.values)) from None
        except TooBusy:
            raise choose_again() from None
        key = storage().put(document.content, document.suffix)
        name = name_for(file.filename or "", document.suffix)
        return StoredDocument(key, name, document.suffix, len(document.content), document.sha256, document.tells_place)
