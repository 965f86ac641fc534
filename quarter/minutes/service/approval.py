"""Approving the minutes that went round, by a later meeting, in writing or in silence: it closes their meeting."""

from datetime import datetime

from sqlmodel import Session, col, select

from quarter.charters.queries import get_charter
from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.models import Meeting
from quarter.minutes.domain import MinutesRefusal, MinutesState
from quarter.minutes.events import MinutesApproved
from quarter.minutes.models import MinutesRecord
from quarter.minutes.queries.objections import has_open_objections
from quarter.minutes.service.circulation import has_changed_since
from quarter.minutes.service.guards import lock_record, step
from quarter.minutes.service.objections import is_period_over


def approve(
    session: Session, actor: Actor, meeting: Meeting, *, in_meeting: Meeting | None = None, now: datetime
) -> None:
    """Note that the group has approved the text that went round, and no other.

    `in_meeting` is the later meeting that approved it; None: all agreed in writing, or nobody objected in time.
    """
    minutes = lock_record(session, meeting)
    if minutes is None:
        raise Refusal(MinutesRefusal.NOT_YET_CIRCULATED)
    if minutes.state in (MinutesState.APPROVED, MinutesState.SEALED):
        return
    if has_open_objections(session, meeting):
        raise Refusal(MinutesRefusal.OBJECTIONS_ARE_OPEN)
    if has_changed_since(session, meeting, minutes):
        raise Refusal(MinutesRefusal.NOTES_CHANGED)
    if in_meeting is not None:
        if not came_after(meeting, in_meeting):
            raise Refusal(MinutesRefusal.NOT_A_LATER_MEETING)
        minutes.approved_in_id = in_meeting.id
    meeting.record_closed_at = now
    session.flush()
    minutes.approved_at, minutes.approved_by_id = now, actor.person_id
    step(session, minutes, MinutesState.APPROVED)
    record(session, actor, MinutesApproved(**meeting.as_subject()), now=now)


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
