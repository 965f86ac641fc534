"""Texts of the minutes in other languages, beside the record."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.foundation.actors import Actor
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.models import Meeting
from quarter.minutes.document import seal_of
from quarter.minutes.domain import MinutesRefusal
from quarter.minutes.events import MinutesTranslated
from quarter.minutes.models import RecordTranslation
from quarter.minutes.service.guards import lock_record


def translate(
    session: Session, actor: Actor, meeting: Meeting, original: str, *, text: str, lang: str, now: datetime
) -> None:
    """Say a text of the circulated minutes in another language; a later translation takes the place of an earlier."""
    if lock_record(session, meeting) is None:
        raise Refusal(MinutesRefusal.NOT_YET_CIRCULATED)
    of_it = (
        col(RecordTranslation.meeting_id) == meeting.id, col(RecordTranslation.original_sha256) == seal_of(original),
        col(RecordTranslation.lang) == lang,
    )  # fmt: skip
    session.execute(sa.delete(RecordTranslation).where(*of_it))
    session.add(
        RecordTranslation(
            meeting_id=meeting.id, original_sha256=seal_of(original), lang=lang, text=text,
            translated_by_id=actor.signed_in_id, translated_at=now,
        )
    )  # fmt: skip
    session.flush()
    record(session, actor, MinutesTranslated(**meeting.as_subject(), lang=lang), now=now)
