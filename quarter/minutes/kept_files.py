"""The PDF of sealed minutes with the municipality's digital seal: made once, kept, and given out from then on.

It is set before the minutes are sealed, as they will stand then: nobody waits for the write lock meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from quarter.foundation.db import LostUpdate
from quarter.foundation.multilingual import LOCALES, Words
from quarter.foundation.seals import seal_pdf
from quarter.foundation.storage import Storage
from quarter.minutes.builder import read_minutes
from quarter.minutes.document import Minutes, RecordStatus, seal_of
from quarter.minutes.domain import MinutesState
from quarter.minutes.exports import pdf
from quarter.minutes.exports.layout import title_of
from quarter.minutes.models import SealedFile
from quarter.minutes.queries.records import RecordOfMeeting


@dataclass(frozen=True)
class PreparedFile:
    """A sealed PDF in the storage, and how the minutes must stand for it to be theirs."""

    key: str
    labels: str
    status: RecordStatus


def prepare_sealed_file(
    session: Session, recorded: RecordOfMeeting, files: Storage, release_lock: Callable[[], None], *,
    certificate: Path, passphrase: str, default_language: str, now: datetime,
) -> PreparedFile | None:  # fmt: skip
    """Set the PDF of approved minutes as they will stand once sealed at `now`, put the seal on it, and store it.

    Its headings are in the language of the record where the house speaks it, else in the municipality's. None if there
    is nothing to seal (any more): the deed itself says why.
    """
    if recorded.minutes_state is not MinutesState.APPROVED or recorded.unsigned:
        return None
    minutes, status = read_minutes(session, recorded), _once_sealed(recorded, now)
    release_lock()
    language = minutes.lang if minutes.lang in LOCALES else default_language
    content = _sealed(minutes, status, Words(language, minutes.timezone), certificate, passphrase)
    return PreparedFile(files.put(content, "pdf"), language, status)


def keep_sealed_file(session: Session, recorded: RecordOfMeeting, prepared: PreparedFile, *, now: datetime) -> None:
    """Keep the file of minutes that have just been sealed; LostUpdate if they changed while it was made."""
    if recorded.status != prepared.status:
        raise LostUpdate
    session.add(SealedFile(meeting_id=recorded.meeting.id, file=prepared.key, labels=prepared.labels, sealed_at=now))
    session.flush()


def find_sealed_file(session: Session, recorded: RecordOfMeeting, files: Storage, language: str) -> bytes | None:
    """The sealed PDF, if there is one with headings in this language."""
    kept = session.get(SealedFile, recorded.meeting.id)
    return files.get(kept.file) if kept and kept.labels == language else None


def _once_sealed(recorded: RecordOfMeeting, now: datetime) -> RecordStatus:
    approved = recorded.status
    sha256 = seal_of(approved.text or "")
    return replace(approved, state=MinutesState.SEALED, sealed_at=now, sha256=sha256, version=approved.version + 1)


def _sealed(minutes: Minutes, status: RecordStatus, words: Words, certificate: Path, passphrase: str) -> bytes:
    plain = pdf.render(minutes, words, status)
    return seal_pdf(plain, certificate, passphrase, reason=title_of(minutes, words), place=minutes.municipality)
