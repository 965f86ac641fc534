"""The way of the minutes: circulated, approved, sealed. The text is frozen when it goes round."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.events import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.builder import build_minutes
from quarter.meetings.document import Minutes, seal_of
from quarter.meetings.domain import MeetingState, MinutesState, Reason, may_step
from quarter.meetings.events import MinutesApproved, MinutesCirculated, MinutesSealed, TopicRecorded
from quarter.meetings.models import AgendaItem, Meeting, MinutesRecord
from quarter.meetings.service.guards import lock, lock_minutes


def circulate(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Freeze the minutes and send them round; again after a correction, as long as they are not approved."""
    if lock(session, meeting).state is not MeetingState.ENDED:
        raise Refusal(Reason.MEETING_NOT_ENDED)
    minutes = lock_minutes(session, meeting)
    if not may_step(minutes.state, MinutesState.CIRCULATED):
        raise Refusal(Reason.MINUTES_ARE_FIXED)
    minutes.document = build_minutes(session, meeting).to_json()
    minutes.circulated_at = now
    _step(session, minutes, MinutesState.CIRCULATED)
    record(session, actor, MinutesCirculated(**meeting.as_subject()), now=now)


def approve(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Note that the group has approved the text that went round, and no other."""
    minutes = lock_minutes(session, meeting)
    if minutes.state in (MinutesState.APPROVED, MinutesState.SEALED):
        return
    if not may_step(minutes.state, MinutesState.APPROVED):
        raise Refusal(Reason.NOT_YET_CIRCULATED)
    if has_changed_since(session, meeting, minutes):
        raise Refusal(Reason.NOTES_CHANGED)
    minutes.approved_at, minutes.approved_by_id = now, actor.person_id
    _step(session, minutes, MinutesState.APPROVED)
    record(session, actor, MinutesApproved(**meeting.as_subject()), now=now)


def seal(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Fix the approved text for good, with its SHA-256. From now on the database refuses any change."""
    minutes = lock_minutes(session, meeting)
    if minutes.state is MinutesState.SEALED:
        return
    if not may_step(minutes.state, MinutesState.SEALED):
        raise Refusal(Reason.NOT_YET_APPROVED)
    minutes.sealed_at, minutes.sealed_by_id = now, actor.person_id
    minutes.sha256 = seal_of(minutes.document or "")
    _step(session, minutes, MinutesState.SEALED)
    record(session, actor, MinutesSealed(**meeting.as_subject(), sha256=minutes.sha256), now=now)
    for topic in _topics(session, meeting):
        about = meeting.as_subject() | {"topic_id": topic.topic_id, "title": topic.title}
        record(session, actor, TopicRecorded(**about), now=now)


def has_changed_since(session: Session, meeting: Meeting, minutes: MinutesRecord) -> bool:
    """Whether notes, decisions or actions differ from the text that went round."""
    frozen = Minutes.from_json(minutes.document or "")
    return _content(frozen) != _content(build_minutes(session, meeting))


def _content(minutes: Minutes) -> list[Any]:
    """What an approval is about; a person's new name or a topic's new title is no correction."""
    return [
        (
            item.notes,
            [each.number for each in item.decisions],
            [(each.title, each.due_on) for each in item.actions],
        )
        for item in minutes.items
    ]


def _step(session: Session, minutes: MinutesRecord, state: MinutesState) -> None:
    minutes.state = state
    minutes.version += 1
    session.flush()


def _topics(session: Session, meeting: Meeting) -> list[Any]:
    query = select(AgendaItem.topic_id, AgendaItem.title).where(
        AgendaItem.meeting_id == meeting.id, col(AgendaItem.topic_id).is_not(None)
    )
    return list(session.execute(query.order_by(AgendaItem.position)).all())
