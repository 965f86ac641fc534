"""The way of the minutes: circulated, approved, sealed. The text is frozen when it goes round.

Between approval and seal chair and secretary sign: `signatures.py`.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from quarter.charters.queries import get_charter
from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.meetings.builder import build_minutes
from quarter.meetings.document import Minutes, seal_of
from quarter.meetings.domain import MeetingState, MinutesState, Reason, may_step
from quarter.meetings.events import MinutesApproved, MinutesCirculated, MinutesSealed, TopicRecorded
from quarter.meetings.models import AgendaItem, Meeting, MinutesRecord
from quarter.meetings.queries.objections import has_open_objections
from quarter.meetings.service.guards import lock, lock_minutes
from quarter.meetings.service.objections import is_period_over
from quarter.meetings.service.signatures import is_signed


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
    keep(session, minutes.subject(meeting, at=now))
    record(session, actor, MinutesCirculated(**meeting.as_subject()), now=now)


def approve(
    session: Session, actor: Actor, meeting: Meeting, *, in_meeting: Meeting | None = None, now: datetime
) -> None:
    """Note that the group has approved the text that went round, and no other.

    `in_meeting` is the later meeting that approved it; None: all agreed in writing, or nobody objected in time.
    """
    minutes = lock_minutes(session, meeting)
    if minutes.state in (MinutesState.APPROVED, MinutesState.SEALED):
        return
    if not may_step(minutes.state, MinutesState.APPROVED):
        raise Refusal(Reason.NOT_YET_CIRCULATED)
    if has_open_objections(session, meeting):
        raise Refusal(Reason.OBJECTIONS_ARE_OPEN)
    if has_changed_since(session, meeting, minutes):
        raise Refusal(Reason.NOTES_CHANGED)
    if in_meeting is not None:
        if not came_after(meeting, in_meeting):
            raise Refusal(Reason.NOT_A_LATER_MEETING)
        minutes.approved_in_id = in_meeting.id
    minutes.approved_at, minutes.approved_by_id = now, actor.person_id
    _step(session, minutes, MinutesState.APPROVED)
    record(session, actor, MinutesApproved(**meeting.as_subject()), now=now)


def seal(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Fix the approved and signed text for good, with its SHA-256. From now on the database refuses any change."""
    minutes = lock_minutes(session, meeting)
    if minutes.state is MinutesState.SEALED:
        return
    must_be_ready_to_seal(session, meeting, minutes)
    if not is_signed(session, meeting):
        raise Refusal(Reason.NOT_SIGNED)
    minutes.sealed_at, minutes.sealed_by_id = now, actor.person_id
    minutes.sha256 = seal_of(minutes.document or "")
    _step(session, minutes, MinutesState.SEALED)
    record(session, actor, MinutesSealed(**meeting.as_subject(), sha256=minutes.sha256), now=now)
    for topic in _topics(session, meeting):
        about = meeting.as_subject() | {"topic_id": topic.topic_id, "title": topic.title}
        record(session, actor, TopicRecorded(**about), now=now)


def must_be_ready_to_seal(session: Session, meeting: Meeting, minutes: MinutesRecord) -> None:
    """Refuses what is not approved; open objections are named as the reason, since they come before the approval."""
    if may_step(minutes.state, MinutesState.SEALED):
        return
    is_waiting = has_open_objections(session, meeting)
    raise Refusal(Reason.OBJECTIONS_ARE_OPEN if is_waiting else Reason.NOT_YET_APPROVED)


def approve_in_silence(session: Session, *, now: datetime) -> int:
    """For the worker: approve what nobody objected to in time, where the charter says that this is enough.

    Returns how many. Minutes whose notes were corrected meanwhile wait until they went round again.
    """
    waiting = session.exec(
        select(Meeting, MinutesRecord)
        .join(MinutesRecord, col(MinutesRecord.meeting_id) == Meeting.id)
        .where(MinutesRecord.state == MinutesState.CIRCULATED)
    ).all()
    return sum(_approve_if_silent(session, meeting, minutes, now) for meeting, minutes in waiting)


def _approve_if_silent(session: Session, meeting: Meeting, minutes: MinutesRecord, now: datetime) -> bool:
    if not get_charter(session, meeting.group_id).silence_approves:
        return False
    if not is_period_over(session, meeting, minutes, now=now):
        return False
    try:
        approve(session, ANONYMOUS, meeting, now=now)
    except Refusal:
        return False
    return True


def came_after(meeting: Meeting, other: Meeting) -> bool:
    """Whether the other meeting of the group was opened after this one had ended."""
    return (
        other.group_id == meeting.group_id
        and meeting.ended_at is not None
        and other.opened_at is not None
        and other.opened_at >= meeting.ended_at
    )


def has_changed_since(session: Session, meeting: Meeting, minutes: MinutesRecord) -> bool:
    """Whether notes, decisions, actions, files or who was there differ from the text that went round."""
    frozen = Minutes.from_json(minutes.document or "")
    return _content(frozen) != _content(build_minutes(session, meeting))


def _content(minutes: Minutes) -> list[Any]:
    """What an approval is about; a person's new name or a topic's new title is no correction."""
    items = [
        (
            item.notes,
            [each.number for each in item.decisions],
            [(each.title, each.due_on) for each in item.actions],
            (item.chair, item.secretary, item.conflicts),
            item.files,
        )
        for item in minutes.items
    ]
    stays = Counter(seat.presences for seat in minutes.seats if seat.presences)
    return [(minutes.chair, minutes.secretary), minutes.files, stays, *items]


def _step(session: Session, minutes: MinutesRecord, state: MinutesState) -> None:
    minutes.state = state
    minutes.version += 1
    session.flush()


def _topics(session: Session, meeting: Meeting) -> list[Any]:
    query = select(AgendaItem.topic_id, AgendaItem.title).where(
        AgendaItem.meeting_id == meeting.id, col(AgendaItem.topic_id).is_not(None)
    )
    return list(session.execute(query.order_by(AgendaItem.position)).all())
