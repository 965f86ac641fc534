"""Documents that people bring: told by what is in them, whatever their name says. All are kept byte for byte."""

import re
import struct
import unicodedata
import zlib
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from lzma import LZMAError
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from quarter.foundation.multilingual import N_
from quarter.foundation.pictures import BadPicture, look_at
from quarter.foundation.text import one_line

MOST_MEGABYTES = 10
LONGEST_NAME = 120
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.webp,.odt,.ods,.odp,.docx,.xlsx,.pptx"  # for those who choose a file
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OPEN = {media_type: suffix for suffix, media_type in MEDIA_TYPES.items() if suffix.startswith("od")}
# All that the reader of archives raises on a damaged one: lengths and offsets of before the beginning, names in no
# encoding, streams that are none.
_DAMAGED = (
    BadZipFile, LZMAError, zlib.error, struct.error, LookupError, StopIteration, RuntimeError, EOFError, OSError,
    ArithmeticError, ValueError,
)  # fmt: skip
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


class BadDocument(ValueError):
    """The file cannot be used. `message` is English with placeholders, marked for translation."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self.message, self.values = message, values


@dataclass(frozen=True)
class Document:
    """A file that is what its suffix says."""

    content: bytes
    suffix: str
    tells_place: bool = False  # a picture that says where it was taken

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def read_document(content: bytes) -> Document:
    """The PDF, picture or office file in what somebody sent. BadDocument says what is wrong with it."""
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise BadDocument(N_("The file has more than %(most)d megabytes. Please send a smaller one."),
                          most=MOST_MEGABYTES)  # fmt: skip
    if content.startswith(b"%PDF-"):
        return Document(content, "pdf")
    if content.startswith(b"PK\x03\x04"):
        return Document(content, _office_suffix(content))
    try:
        picture = look_at(content)
    except BadPicture:
        raise _unreadable() from None
    return Document(content, picture.suffix, picture.tells_place)


def name_for(sent: str, suffix: str) -> str:
    """A name for the file that no system takes for anything else: the sent one, with the true suffix."""
    stem = PurePosixPath(sent.replace("\\", "/")).stem
    visible = "".join(char for char in one_line(stem) if unicodedata.category(char)[0] != "C")
    words = " ".join(_NOT_IN_NAMES.sub(" ", visible).split()).strip(". ")
    return f"{words[: LONGEST_NAME - len(suffix) - 1] or 'file'}.{suffix}"


def _office_suffix(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise BadDocument(N_("The file holds macros, which are programs. Please save it without them."))
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return _OPEN[archive.read("mimetype").decode("ascii", "replace").strip()]
            return next(suffix for part, suffix in _OFFICE.items() if part in names)
    except BadDocument:
        raise
    except _DAMAGED:
        raise _unreadable() from None


def _unreadable() -> BadDocument:
    return BadDocument(
        N_("This file is none that we can take. Please send a PDF, a picture (PNG, JPEG, WebP) or an office file.")
    )
