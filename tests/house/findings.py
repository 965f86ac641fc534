"""Finding words of letters in whatever the house sends, however they are packed there."""

import io
import re
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from email.message import EmailMessage
from functools import lru_cache

from pypdf import PdfReader


@lru_cache(maxsize=512)  # many readers get the same files
def find_words(stem: str, content: bytes) -> frozenset[str]:
    """The words that begin with `stem` and two letters more, small; or the stem itself, if it is only there coded."""
    wanted = re.compile(re.escape(stem.lower()) + "[a-z]{2}")
    found = {word for text in _readings(content) for word in wanted.findall(text)}
    return frozenset(found or {stem for coded in _coded(stem) if coded in content})


def all_of(mail: EmailMessage) -> bytes:
    """Head and parts of a mail, as its reader has them."""
    names = [part.get_filename("") for part in mail.walk()]
    parts = [part.get_payload(decode=True) or b"" for part in mail.walk()]
    return b"\n".join(["\n".join([*mail.values(), *names]).encode(), *parts])


def _readings(content: bytes) -> Iterator[str]:
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        text = " ".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
        yield re.sub("[^a-z]", "", text.lower())  # it breaks words where it likes
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.lower()
                yield from _readings(archive.read(name))
    else:
        yield content.decode(errors="replace").lower()


def _coded(stem: str) -> list[bytes]:
    """The stem in base64, wherever it begins, as it is and in small letters; without the ends that others share."""
    return [
        b64encode(b" " * before + word.encode())[4 if before else 0 :][: len(word) * 4 // 3 - 4]
        for word in (stem, stem.lower())
        for before in range(3)
    ]
