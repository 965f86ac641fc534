"""The PDF of sealed minutes with the municipality's digital seal: made once, kept, and given out from then on."""

from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from quarter.foundation.multilingual import LOCALES, Words
from quarter.foundation.seals import seal_pdf
from quarter.foundation.storage import Storage
from quarter.meetings.builder import read_minutes
from quarter.meetings.exports import pdf
from quarter.meetings.exports.layout import title_of
from quarter.meetings.models import SealedFile
from quarter.meetings.queries import RecordOfMeeting


def keep_sealed_file(
    session: Session, recorded: RecordOfMeeting, files: Storage, *, certificate: Path, passphrase: str,
    default_language: str, now: datetime,
) -> None:  # fmt: skip
    """Set the PDF of minutes that have just been sealed, put the seal on it, and keep it.

    Its headings are in the language of the record where the house speaks it, else in the municipality's.
    """
    minutes = read_minutes(session, recorded)
    language = minutes.lang if minutes.lang in LOCALES else default_language
    words = Words(language, minutes.timezone)
    content = seal_pdf(
        pdf.render(minutes, words, recorded.standing), certificate, passphrase,
        reason=title_of(minutes, words), place=minutes.municipality,
    )  # fmt: skip
    session.add(
        SealedFile(meeting_id=recorded.meeting.id, file=files.put(content, "pdf"), labels=language, sealed_at=now)
    )
    session.flush()


def find_sealed_file(session: Session, recorded: RecordOfMeeting, files: Storage, language: str) -> bytes | None:
    """The sealed PDF, if there is one with headings in this language."""
    kept = session.get(SealedFile, recorded.meeting.id)
    return files.get(kept.file) if kept and kept.labels == language else None
