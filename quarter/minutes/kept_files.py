"""The files of sealed minutes: made once with the seal, kept, and given out from then on.

They are made before the minutes are sealed, as these will stand then: nobody waits for the write lock meanwhile. A
withdrawal of somebody's agreement makes a new edition of the public version, with files of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import structlog
from sqlmodel import Session

from quarter.config import Settings
from quarter.foundation.db import Database, LostUpdate
from quarter.foundation.dear_work import TooBusy
from quarter.foundation.multilingual import LOCALES, Words
from quarter.foundation.refusals import Refusal
from quarter.foundation.seals import seal_pdf
from quarter.foundation.storage import Storage
from quarter.foundation.typesetting import TooElaborate
from quarter.meetings.queries.attachments import reader_of
from quarter.meetings.service.guards import lock
from quarter.minutes.builder import read_full, read_public
from quarter.minutes.document import Minutes, RecordStatus, seal_of
from quarter.minutes.domain import Extent, MinutesRefusal, MinutesState
from quarter.minutes.exports import archive
from quarter.minutes.exports.formats import SINGLE
from quarter.minutes.exports.layout import title_of
from quarter.minutes.models import Edition, KeptFile, SealedFile
from quarter.minutes.naming import keep_names, taken_back, withdraw
from quarter.minutes.queries.editions import (
    find_kept,
    get_edition,
    list_kept,
    list_recorded_names,
    list_sealed,
    list_withdrawn,
    list_without_files,
)
from quarter.minutes.queries.records import RecordOfMeeting, get_record
from quarter.minutes.service.guards import lock_record
from quarter.places.queries import get_town

ZIP = "zip"
log = structlog.get_logger()


@dataclass(frozen=True)
class Issuer:
    """Who makes the files: under which address their links lead on, and with what certificate PDF files are sealed."""

    base_url: str = ""
    certificate: str = ""  # a file; empty: none
    passphrase: str = ""

    @classmethod
    def of(cls, settings: Settings) -> "Issuer":
        """This installation."""
        return cls(settings.lasting_url, settings.seal_certificate, settings.seal_passphrase)

    @property
    def signs(self) -> bool:
        return bool(self.certificate)

    def sign(self, pdf: bytes, minutes: Minutes, words: Words) -> bytes:
        """The PDF, with the municipality's digital seal on it where a certificate is set."""
        if not self.signs:
            return pdf
        about = {"reason": title_of(minutes, words), "place": minutes.municipality}
        return seal_pdf(pdf, Path(self.certificate), self.passphrase, **about)


NOBODY = Issuer()


@dataclass(frozen=True)
class Version:
    """Minutes as far as one extent shows them, with the status of that very text."""

    minutes: Minutes
    status: RecordStatus


@dataclass(frozen=True)
class Made:
    """A file in the storage that no row points to yet."""

    extent: Extent
    ending: str
    key: str
    size: int  # in bytes
    sha256: str
    is_signed: bool

    @classmethod
    def of(cls, extent: Extent, ending: str, key: str, content: bytes, *, is_signed: bool = False) -> "Made":
        """What became of a file."""
        return cls(extent, ending, key, len(content), sha256(content).hexdigest(), is_signed)


@dataclass(frozen=True)
class Prepared:
    """Files in the storage, and the versions of which they were made: of these alone they are the files."""

    issuer: Issuer
    versions: tuple[Version, ...]
    labels: str
    files: tuple[Made, ...]


def prepare(
    session: Session, recorded: RecordOfMeeting, files: Storage, release_lock: Callable[[], None], *,
    issuer: Issuer = NOBODY, now: datetime,
) -> Prepared | None:  # fmt: skip
    """Make the files of approved minutes as they will stand once sealed at `now`, and store them.

    None if there is nothing to seal (any more): the deed itself says why.
    """
    if recorded.minutes_state is not MinutesState.APPROVED or recorded.unsigned:
        return None
    versions = _as_sealed(session, recorded, issuer, now)
    labels = _labels(session, versions[0].minutes)
    read = reader_of(session, recorded.meeting.id, files.get)
    release_lock()
    made = _make(versions, labels, files, read, issuer)
    return Prepared(issuer, versions, labels, tuple(made))


def keep(session: Session, recorded: RecordOfMeeting, prepared: Prepared, *, now: datetime) -> None:
    """Keep the files of minutes that are sealed next in this transaction; LostUpdate if they changed meanwhile."""
    lock_record(session, recorded.meeting)
    if _as_sealed(session, recorded, prepared.issuer, now) != prepared.versions:
        raise LostUpdate
    full = prepared.versions[0]
    keep_names(session, recorded, full.minutes, full.status, now=now)
    _keep(session, recorded.meeting.id, prepared, 1, now)


def keep_missing(database: Database, files: Storage, issuer: Issuer = NOBODY, *, now: datetime) -> int:
    """Make and keep the files of what was sealed before files were kept; returns of how many minutes.

    They are made by the rules of then, without a seal that nobody set then. Each is done for itself, so it can be
    stopped and goes on from there.
    """
    with database.session(writes=False) as session:
        waiting = list_without_files(session)
    return sum(_keep_if_possible(database, files, issuer, meeting, now) for meeting in waiting)


def _keep_if_possible(database: Database, files: Storage, issuer: Issuer, meeting: int, now: datetime) -> bool:
    """Others may be at it, to be tried again; of a text that is too elaborate for a PDF no file can be kept."""
    try:
        return _keep_old(database, files, issuer, meeting, now)
    except (TooBusy, TooElaborate) as error:
        log.warning("minutes.not_kept", meeting=meeting, reason=type(error).__name__)
        return False


def _keep_old(database: Database, files: Storage, issuer: Issuer, meeting: int, now: datetime) -> bool:
    unsigned = replace(issuer, certificate="")
    with database.session(writes=False) as session:
        recorded = _recorded(session, meeting)
        versions = _as_sealed(session, recorded, unsigned)
        labels = _labels(session, versions[0].minutes)
        read, signed = reader_of(session, meeting, files.get), session.get(SealedFile, meeting)
    made = list(_make(versions, labels, files, read, unsigned))
    if signed:
        made = [_with_seal(each, signed, files) if _is_full_pdf(each) else each for each in made]
    with database.unit_of_work() as session:
        recorded = _recorded(session, meeting)
        lock(session, recorded.meeting)
        if get_edition(session, meeting):
            return False  # somebody was quicker
        full = versions[0]
        keep_names(session, recorded, full.minutes, full.status, now=now)
        _keep(session, meeting, Prepared(unsigned, versions, labels, tuple(made)), 1, recorded.status.sealed_at or now)
    return True


def _is_full_pdf(made: Made) -> bool:
    return made.extent is Extent.FULL and made.ending == "pdf"


def _with_seal(made: Made, signed: SealedFile, files: Storage) -> Made:
    """The PDF with the seal on it was given out in place of another; where it is lost, that one was."""
    content = files.get(signed.file)
    if content is None:
        return made
    return Made.of(made.extent, made.ending, signed.file, content, is_signed=True)


def issue_editions(database: Database, files: Storage, issuer: Issuer = NOBODY, *, now: datetime) -> int:
    """Issue a new edition of each public version that names somebody who has taken their agreement back.

    Returns how many. The edition before is not given out any more; that it was stays in the list.
    """
    with database.session(writes=False) as session:
        waiting = list_withdrawn(session)
    return sum(_issue(database, files, issuer, meeting, now) for meeting in waiting)


def _issue(database: Database, files: Storage, issuer: Issuer, meeting: int, now: datetime) -> bool:
    with database.session(writes=False) as session:
        before, version = _edition_in_force(session, meeting), _next_version(session, meeting, issuer, now)
        read = reader_of(session, meeting, files.get)
    is_new = version.minutes.to_json() != before.document  # who acts in a function is named in any case
    made = tuple(_make((version,), before.labels, files, read, issuer)) if is_new else ()
    with database.unit_of_work() as session:
        lock(session, _recorded(session, meeting).meeting)
        if _next_version(session, meeting, issuer, now) != version:
            return False  # somebody was quicker, or took their agreement back meanwhile: the next round does it
        withdraw(session, taken_back(list_recorded_names(session, meeting)), now=now)
        if is_new:
            _keep(session, meeting, Prepared(issuer, (version,), before.labels, made), version.status.edition, now)
    return is_new


def _next_version(session: Session, meeting: int, issuer: Issuer, now: datetime) -> Version:
    """The public version with those named who still agree, as the edition after the one in force."""
    recorded, before = _recorded(session, meeting), _edition_in_force(session, meeting)
    full = _full(session, recorded, issuer)
    public, status = read_public(session, recorded, full.minutes, full.status, None)
    return Version(public, replace(status, edition=before.number + 1, issued_at=now))


def _edition_in_force(session: Session, meeting: int) -> Edition:
    edition = get_edition(session, meeting)
    assert edition is not None, meeting
    return edition


def find_kept_file(
    session: Session, recorded: RecordOfMeeting, files: Storage, extent: Extent, ending: str, language: str | None
) -> bytes | None:
    """The file that was kept with the seal; None if there is none with headings in this language.

    It is never made anew in silence: refused if it is damaged.
    """
    if recorded.minutes_state is not MinutesState.SEALED:
        return None
    edition, kept = get_edition(session, recorded.meeting.id), find_kept(session, recorded.meeting.id, extent, ending)
    if kept is None or edition is None or language not in (None, edition.labels):
        return None
    content = files.get(kept.file)
    if content is None or not _is_whole(kept, content):
        raise Refusal(MinutesRefusal.KEPT_FILE_IS_DAMAGED)
    return content


@dataclass(frozen=True)
class Damage:
    """A kept file that is not what was kept."""

    meeting: int
    kept: KeptFile
    is_missing: bool


def list_damaged(session: Session, files: Storage) -> Iterator[Damage]:
    """Every kept file that is missing or is not what was kept."""
    for meeting in list_sealed(session):
        for kept in list_kept(session, meeting):
            content = files.get(kept.file)
            if content is None or not _is_whole(kept, content):
                yield Damage(meeting, kept, content is None)


def _is_whole(kept: KeptFile, content: bytes) -> bool:
    return sha256(content).hexdigest() == kept.sha256


def _recorded(session: Session, meeting: int) -> RecordOfMeeting:
    recorded = get_record(session, meeting)
    assert recorded is not None, meeting
    return recorded


def _full(session: Session, recorded: RecordOfMeeting, issuer: Issuer) -> Version:
    return Version(*read_full(session, recorded, base_url=issuer.base_url))


def _as_sealed(
    session: Session, recorded: RecordOfMeeting, issuer: Issuer, at: datetime | None = None
) -> tuple[Version, Version]:
    """The full version and the public one of sealed minutes; `at`: as they will stand once sealed."""
    full = _full(session, recorded, issuer)
    if at:
        approved, checksum = full.status, seal_of(full.status.text or "")
        full = replace(full, status=replace(
            approved, state=MinutesState.SEALED, sealed_at=at, sha256=checksum, version=approved.version + 1
        ))  # fmt: skip
    return full, Version(*read_public(session, recorded, full.minutes, full.status, None))


def _labels(session: Session, minutes: Minutes) -> str:
    """The language of record where the house speaks it, else the municipality's."""
    return minutes.lang if minutes.lang in LOCALES else get_town(session).default_language


def _make(
    versions: tuple[Version, ...], labels: str, files: Storage, read: archive.Read, issuer: Issuer
) -> Iterator[Made]:
    """Every format of each version, stored."""
    for version in versions:
        words = Words(labels, version.minutes.timezone)
        for ending, content in _rendered(version, words, read, issuer).items():
            key = files.put(content, ending.rpartition(".")[2])
            is_signed = issuer.signs and ending == "pdf"
            yield Made.of(version.minutes.extent, ending, key, content, is_signed=is_signed)


def _rendered(version: Version, words: Words, read: archive.Read, issuer: Issuer) -> Mapping[str, bytes]:
    """Each file by its ending; all of them together are in the ZIP."""
    minutes, status = version.minutes, version.status
    made = {ending: each.make(minutes, words, status, read) for ending, each in SINGLE.items()}
    made["pdf"] = issuer.sign(made["pdf"], minutes, words)
    labelled = {ending: _given(made[ending]) for ending, each in SINGLE.items() if each.has_labels}
    return {**made, ZIP: archive.bundle(minutes, [words.language], status, labelled, read)}


def _given(content: bytes) -> archive.Render:
    return lambda _minutes, _words, _status: content


def _keep(session: Session, meeting: int, prepared: Prepared, number: int, issued_at: datetime) -> None:
    public = prepared.versions[-1].minutes.to_json()
    session.add(
        Edition(
            meeting_id=meeting, number=number, document=public, sha256=seal_of(public), labels=prepared.labels,
            issued_at=issued_at,
        )
    )  # fmt: skip
    session.flush()
    for each in prepared.files:
        session.add(
            KeptFile(
                meeting_id=meeting, edition=number, extent=each.extent, ending=each.ending, file=each.key,
                size=each.size, sha256=each.sha256, is_signed=each.is_signed,
            )
        )  # fmt: skip
    session.flush()
