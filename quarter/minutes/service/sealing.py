"""Sealing: the approved and signed text is fixed for good."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.models import column, given, list_rows
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.minutes.document import seal_of
from quarter.minutes.domain import MinutesRefusal, MinutesState, may_step
from quarter.minutes.events import MinutesSealed, TopicRecorded
from quarter.minutes.queries.objections import has_open_objections
from quarter.minutes.service.guards import lock_record, step
from quarter.minutes.service.signatures import is_signed


def seal(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Fix the approved and signed text for good, with its SHA-256. From now on the database refuses any change."""
    minutes = lock_record(session, meeting)
    if minutes is None:
        raise Refusal(MinutesRefusal.NOT_YET_APPROVED)
    if minutes.state is MinutesState.SEALED:
        return
    must_be_ready_to_seal(session, meeting, minutes.state)
    if not is_signed(session, meeting):
        raise Refusal(MinutesRefusal.NOT_SIGNED)
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
    raise Refusal(MinutesRefusal.OBJECTIONS_ARE_OPEN if is_waiting else MinutesRefusal.NOT_YET_APPROVED)


class _TopicOfItem(NamedTuple):
    """A topic that was on the agenda, and how its item was called."""

    topic_id: int
    title: str


def _topics(session: Session, meeting: Meeting) -> list[_TopicOfItem]:
    item = AgendaItem.__table__.c
    query = (
        sa.select(given(AgendaItem.topic_id), column(AgendaItem.title))
        .where(item.meeting_id == meeting.id, item.topic_id.is_not(None))
        .order_by(item.position)
    )
    return list_rows(session, query, _TopicOfItem)
