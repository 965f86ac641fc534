"""Texts of the minutes in other languages."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.models import column, list_rows
from quarter.minutes.document import Minutes, Translation, Written, seal_of
from quarter.minutes.models import RecordTranslation

TRANSLATION, PERSON = RecordTranslation.__table__.c, Person.__table__.c


class TranslatedText(NamedTuple):
    """A text in another language than that of the minutes, by whom and when."""

    original_sha256: str
    text: str
    lang: str
    by: str
    translated_at: datetime


def list_translations(session: Session, meeting_id: int, minutes: Minutes) -> tuple[Translation, ...]:
    """The translations of texts that stand in these minutes, in the order they came: one statement."""
    originals = _originals(minutes)
    query = (
        sa.select(
            column(RecordTranslation.original_sha256), column(RecordTranslation.text), column(RecordTranslation.lang),
            column(Person.name), column(RecordTranslation.translated_at),
        )
        .join(Person.__table__, PERSON.id == TRANSLATION.translated_by_id)
        .where(TRANSLATION.meeting_id == meeting_id)
        .order_by(TRANSLATION.id)
    )  # fmt: skip
    return tuple(
        Translation(originals[each.original_sha256], Written(each.text, each.lang), each.by, each.translated_at)
        for each in list_rows(session, query, TranslatedText)
        if each.original_sha256 in originals
    )


def _originals(minutes: Minutes) -> Mapping[str, str]:
    """What can be translated, by its checksum: notes and questions."""
    texts = [item.notes.text for item in minutes.items] + [each.question.text for each in minutes.decisions]
    return {seal_of(text): text for text in texts if text.strip()}
