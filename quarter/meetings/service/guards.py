"""What every deed asks first. Each locks the row it looks at, so that the answer is still true at the end."""

from typing import assert_never

from sqlmodel import Session, col, select

from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import MeetingRefusal, MeetingState
from quarter.meetings.models import Break, Meeting


def lock(session: Session, meeting: Meeting) -> Meeting:
    """Read the meeting again and keep others from changing it (on SQLite the whole file is ours anyway)."""
    session.refresh(meeting, with_for_update=True)
    return meeting


def must_be_planned(session: Session, meeting: Meeting) -> None:
    """Time, place and invitation belong to the time before."""
    match lock(session, meeting).state:
        case MeetingState.PLANNED:
            return
        case MeetingState.CALLED_OFF:
            raise Refusal(MeetingRefusal.MEETING_IS_CALLED_OFF)
        case _:
            raise Refusal(MeetingRefusal.MEETING_HAS_BEGUN)


def must_run(session: Session, meeting: Meeting) -> None:
    match lock(session, meeting).state:
        case MeetingState.PLANNED:
            raise Refusal(MeetingRefusal.MEETING_NOT_RUNNING)
        case MeetingState.RUNNING:
            return
        case MeetingState.ENDED:
            raise Refusal(MeetingRefusal.MEETING_HAS_ENDED)
        case MeetingState.CALLED_OFF:
            raise Refusal(MeetingRefusal.MEETING_IS_CALLED_OFF)
        case unknown:
            assert_never(unknown)


def must_not_pause(session: Session, meeting: Meeting) -> None:
    """Whoever votes or speaks is in the room, and during a break nobody has to be."""
    query = select(Break.id).where(Break.meeting_id == meeting.id, col(Break.ended_at).is_(None))
    if session.scalar(query) is not None:
        raise Refusal(MeetingRefusal.MEETING_HAS_A_BREAK)


def must_not_have_ended(session: Session, meeting: Meeting) -> None:
    """What is planned for a meeting, or noted in it, is of no use any more once it is over or called off."""
    if lock(session, meeting).state is MeetingState.ENDED:
        raise Refusal(MeetingRefusal.MEETING_HAS_ENDED)
    if meeting.state is MeetingState.CALLED_OFF:
        raise Refusal(MeetingRefusal.MEETING_IS_CALLED_OFF)


def must_be_correctable(session: Session, meeting: Meeting) -> None:
    """The record is written from the opening on, until its minutes are approved."""
    must_not_be_closed(session, meeting)
    if meeting.state is MeetingState.CALLED_OFF:
        raise Refusal(MeetingRefusal.MEETING_IS_CALLED_OFF)
    if meeting.state is MeetingState.PLANNED:
        raise Refusal(MeetingRefusal.MEETING_NOT_RUNNING)


def must_not_be_closed(session: Session, meeting: Meeting) -> None:
    """Once its minutes are approved, nothing that they tell of may change."""
    if lock(session, meeting).record_closed_at is not None:
        raise Refusal(MeetingRefusal.MINUTES_ARE_FIXED)
