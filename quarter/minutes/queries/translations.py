"""Texts of the minutes in other languages."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.minutes.document import Minutes, Translation, Written, seal_of
from quarter.minutes.models import RecordTranslation


def list_translations(session: Session, meeting_id: int, minutes: Minutes) -> tuple[Translation, ...]:
    """The translations of texts that stand in these minutes, in the order they came: one statement."""
    originals = _originals(minutes)
    query = (
        select(
            RecordTranslation.original_sha256, RecordTranslation.text, RecordTranslation.lang,
            Person.name.label("by"), RecordTranslation.translated_at,
        )
        .join(Person, col(Person.id) == RecordTranslation.translated_by_id)
        .where(RecordTranslation.meeting_id == meeting_id)
        .order_by(RecordTranslation.id)
    )  # fmt: skip
    rows: Sequence[sa.Row] = session.execute(query).all()
    return tuple(
        Translation(originals[row.original_sha256], Written(row.text, row.lang), row.by, row.translated_at)
        for row in rows
        if row.original_sha256 in originals
    )


def _originals(minutes: Minutes) -> Mapping[str, str]:
    """What can be translated, by its checksum: notes and questions."""
    texts = [item.notes.text for item in minutes.items] + [each.question.text for each in minutes.decisions]
    return {seal_of(text): text for text in texts if text.strip()}
