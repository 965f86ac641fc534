"""Objections to circulated minutes: raised in the charter's time, and answered before the minutes are approved."""

from datetime import datetime

from sqlmodel import Session

from quarter.charters.queries import get_charter
from quarter.foundation.actors import Actor
from quarter.foundation.clock import local_date
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.minutes.domain import MinutesRefusal, MinutesState, ObjectionState, last_day_to_object
from quarter.minutes.events import MinutesObjected, ObjectionAnswered
from quarter.minutes.models import MinutesRecord, Objection
from quarter.minutes.service.guards import lock_record
from quarter.places.queries import get_town


def object_to_minutes(
    session: Session, actor: Actor, meeting: Meeting, item: AgendaItem | None, *, text: str, lang: str, now: datetime
) -> Objection:
    """Say that the minutes are wrong under `item` (None: elsewhere), within the charter's days."""
    minutes = lock_record(session, meeting)
    if minutes is None:
        raise Refusal(MinutesRefusal.NOT_YET_CIRCULATED)
    if minutes.state is not MinutesState.CIRCULATED:
        raise Refusal(MinutesRefusal.MINUTES_ARE_FIXED)
    if is_period_over(session, meeting, minutes, now=now):
        raise Refusal(MinutesRefusal.OBJECTION_PERIOD_IS_OVER)
    objection = Objection(
        meeting_id=meeting.id, agenda_item_id=item.id if item else None, author_id=actor.signed_in_id,
        text=text, lang=lang, raised_at=now,
    )  # fmt: skip
    session.add(objection)
    session.flush()
    record(session, actor, MinutesObjected(**meeting.as_subject()), now=now)
    return objection


def answer_objection(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    objection: Objection,
    *,
    state: ObjectionState,
    text: str,
    lang: str,
    now: datetime,
) -> None:
    """Accept an objection (the notes are then corrected and go round again) or say why it is not followed."""
    minutes = lock_record(session, meeting)
    if minutes is None or minutes.state is not MinutesState.CIRCULATED:
        raise Refusal(MinutesRefusal.MINUTES_ARE_FIXED)
    session.refresh(objection, with_for_update=True)
    if objection.state is not ObjectionState.OPEN:
        raise Refusal(MinutesRefusal.OBJECTION_IS_ANSWERED)
    objection.state, objection.answer, objection.answer_lang = state, text, lang
    objection.answered_by_id, objection.answered_at = actor.person_id, now
    session.flush()
    record(session, actor, ObjectionAnswered(**meeting.as_subject(), state=state.value), now=now)


def is_period_over(session: Session, meeting: Meeting, minutes: MinutesRecord, *, now: datetime) -> bool:
    """Whether the charter's days for objections have passed since the minutes went round."""
    timezone = get_town(session).timezone
    days = get_charter(session, meeting.group_id).objection_days
    circulated_on = local_date(minutes.circulated_at, timezone)
    return local_date(now, timezone) > last_day_to_object(circulated_on, days)
