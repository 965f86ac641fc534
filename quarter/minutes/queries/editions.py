"""What is kept of sealed minutes: editions, files, and who is named."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.models import column, list_rows, maybe
from quarter.minutes.domain import Extent, MinutesState
from quarter.minutes.models import Edition, KeptFile, MinutesRecord, RecordedName, RecordTranslation

EDITION, FILE, NAME = Edition.__table__.c, KeptFile.__table__.c, RecordedName.__table__.c
RECORD, PERSON, TRANSLATION = MinutesRecord.__table__.c, Person.__table__.c, RecordTranslation.__table__.c


def get_edition(session: Session, meeting_id: int) -> Edition | None:
    """The public version in force; None before the seal, and until its files are made."""
    query = sa.select(Edition).where(EDITION.meeting_id == meeting_id).order_by(EDITION.number.desc())
    return session.scalars(query.limit(1)).one_or_none()


class EditionLine(NamedTuple):
    """An edition of the public version; `is_signed` says whether its PDF carries the municipality's digital seal."""

    number: int
    sha256: str
    labels: str
    issued_at: datetime
    is_signed: bool
    is_full_signed: bool


def list_editions(session: Session, meeting_id: int) -> list[EditionLine]:
    """All that were issued, the first one first; only the last is given out."""
    public, full = (_pdf_of(extent) for extent in (Extent.PUBLIC, Extent.FULL))
    is_same = sa.and_(public.c.meeting_id == EDITION.meeting_id, public.c.edition == EDITION.number)
    query = (
        sa.select(
            column(Edition.number), column(Edition.sha256), column(Edition.labels), column(Edition.issued_at),
            column(KeptFile.is_signed, public), column(KeptFile.is_signed, full),
        )
        .select_from(Edition.__table__)
        .join(public, is_same)
        .join(full, full.c.meeting_id == EDITION.meeting_id)
        .where(EDITION.meeting_id == meeting_id)
        .order_by(EDITION.number)
    )  # fmt: skip
    return list_rows(session, query, EditionLine)


def _pdf_of(extent: Extent) -> sa.Subquery:
    return sa.select(KeptFile.__table__).where(FILE.extent == extent, FILE.ending == "pdf").subquery()


def find_kept(session: Session, meeting_id: int, extent: Extent, ending: str) -> KeptFile | None:
    """The file to give out; of the public version that of the edition in force."""
    query = sa.select(KeptFile).where(
        FILE.meeting_id == meeting_id, FILE.extent == extent, FILE.ending == ending
    )  # fmt: skip
    return session.scalars(query.order_by(FILE.edition.desc()).limit(1)).one_or_none()


def list_kept(session: Session, meeting_id: int) -> Sequence[KeptFile]:
    """Every file that is kept of minutes, of all editions."""
    query = sa.select(KeptFile).where(FILE.meeting_id == meeting_id)
    return session.scalars(query.order_by(FILE.edition, FILE.extent, FILE.ending)).all()


def list_sealed(session: Session) -> Sequence[int]:
    """The meetings whose minutes are sealed."""
    return session.scalars(
        sa.select(column(MinutesRecord.meeting_id))
        .where(RECORD.state == MinutesState.SEALED)
        .order_by(RECORD.sealed_at)
    ).all()


def list_without_files(session: Session) -> Sequence[int]:
    """Sealed minutes whose files have not been made yet: they were sealed before files were kept."""
    has_files = sa.exists().where(EDITION.meeting_id == RECORD.meeting_id)
    query = sa.select(column(MinutesRecord.meeting_id)).where(RECORD.state == MinutesState.SEALED, ~has_files)
    return session.scalars(query.order_by(RECORD.sealed_at)).all()


def list_withdrawn(session: Session) -> Sequence[int]:
    """Sealed minutes whose edition in force names somebody who has taken their agreement back."""
    has_edition = sa.exists().where(EDITION.meeting_id == NAME.meeting_id)
    query = (
        sa.select(column(RecordedName.meeting_id))
        .join(Person.__table__, PERSON.id == NAME.person_id)
        .where(NAME.is_named, NAME.withdrawn_at.is_(None), PERSON.is_named_publicly.is_(False), has_edition)
    )
    return session.scalars(query.distinct().order_by(NAME.meeting_id)).all()


class NameLine(NamedTuple):
    """A name that was recorded; `agrees_now` says what the person's profile says now, None of a guest."""

    id: int
    name: str
    is_named: bool
    withdrawn_at: datetime | None
    agrees_now: bool | None

    @property
    def still_agrees(self) -> bool:
        """Never taken back; a guest has said it to the secretary once."""
        return self.withdrawn_at is None and self.agrees_now is not False


def list_recorded_names(session: Session, meeting_id: int) -> list[NameLine]:
    """Whom the group knew when the minutes went round."""
    query = (
        sa.select(
            column(RecordedName.id), column(RecordedName.name), column(RecordedName.is_named),
            column(RecordedName.withdrawn_at), maybe(Person.is_named_publicly),
        )
        .join(Person.__table__, PERSON.id == NAME.person_id, isouter=True)
        .where(NAME.meeting_id == meeting_id)
        .order_by(NAME.id)
    )  # fmt: skip
    return list_rows(session, query, NameLine)


class Translator(NamedTuple):
    """Who has put a text of the minutes beside it, and whether their name may stand in public."""

    name: str
    is_named: bool


def list_translators(session: Session, meeting_id: int) -> list[Translator]:
    query = (
        sa.select(column(Person.name), column(Person.is_named_publicly))
        .join(RecordTranslation.__table__, TRANSLATION.translated_by_id == PERSON.id)
        .where(TRANSLATION.meeting_id == meeting_id)
    )
    return list_rows(session, query.distinct(), Translator)
