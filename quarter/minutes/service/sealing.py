"""Sealing: the approved and signed text is fixed for good."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.minutes.document import seal_of
from quarter.minutes.domain import MinutesState, Reason, may_step
from quarter.minutes.events import MinutesSealed, TopicRecorded
from quarter.minutes.queries.objections import has_open_objections
from quarter.minutes.service.guards import lock_record, step
from quarter.minutes.service.signatures import is_signed


def seal(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Fix the approved and signed text for good, with its SHA-256. From now on the database refuses any change."""
    minutes = lock_record(session, meeting)
    if minutes is None:
        raise Refusal(Reason.NOT_YET_APPROVED)
    if minutes.state is MinutesState.SEALED:
        return
    must_be_ready_to_seal(session, meeting, minutes.state)
    if not is_signed(session, meeting):
        raise Refusal(Reason.NOT_SIGNED)
    minutes.sealed_at, minutes.sealed_by_id = now, actor.person_id
    minutes.sha256 = seal_of(minutes.document)
    step(session, minutes, MinutesState.SEALED)
    record(session, actor, MinutesSealed(**meeting.as_subject(), sha256=minutes.sha256), now=now)
    for topic in _topics(session, meeting):
        about = meeting.as_subject() | {"topic_id": topic.topic_id, "title": topic.title}
        record(session, actor, TopicRecorded(**about), now=now)


def must_be_ready_to_seal(session: Session, meeting: Meeting, state: MinutesState) -> None:
    """Refuses what is not approved; open objections are named as the reason, since they come before the approval."""
    if may_step(state, MinutesState.SEALED):
        return
    is_waiting = has_open_objections(session, meeting)
    raise Refusal(Reason.OBJECTIONS_ARE_OPEN if is_waiting else Reason.NOT_YET_APPROVED)


def _topics(session: Session, meeting: Meeting) -> list[Any]:
    query = select(AgendaItem.topic_id, AgendaItem.title).where(
        AgendaItem.meeting_id == meeting.id, col(AgendaItem.topic_id).is_not(None)
    )
    return list(session.execute(query.order_by(AgendaItem.position)).all())
