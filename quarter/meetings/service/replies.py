"""Who comes: what each seat answers to the invitation, until the meeting begins."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.foundation.actors import Actor, Role
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Seat
from quarter.meetings.domain import MeetingRefusal, Reply
from quarter.meetings.events import SeatReplied
from quarter.meetings.models import Meeting, SeatReply
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.service.guards import must_be_planned


def reply(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    seat: Seat,
    *,
    says: Reply,
    substitute_id: int | None = None,
    note: str = "",
    now: datetime,
) -> None:
    """Answer the invitation for a seat; a later answer takes the place of an earlier one.

    Only members send a substitute, of their bench, who then counts for them. Refused once the meeting has begun.
    """
    must_be_planned(session, meeting)
    if says is Reply.SENDS_SUBSTITUTE:
        _must_be_free(session, meeting, seat, substitute_id)
    session.execute(_of(meeting).where(col(SeatReply.seat_id) == seat.id))
    instead = substitute_id if says is Reply.SENDS_SUBSTITUTE else None
    session.add(
        SeatReply(meeting_id=meeting.id, seat_id=seat.id, reply=says, substitute_id=instead, note=note, replied_at=now)
    )
    session.flush()
    record(session, actor, SeatReplied(**meeting.as_subject(), seat_id=seat.id, reply=says.value), now=now)


def forget_replies(session: Session, meeting: Meeting) -> None:
    """Whoever could come then may not be able to come now: everybody is asked anew."""
    session.execute(_of(meeting))


def _of(meeting: Meeting) -> sa.Delete:
    return sa.delete(SeatReply).where(col(SeatReply.meeting_id) == meeting.id)


def _must_be_free(session: Session, meeting: Meeting, seat: Seat, substitute_id: int | None) -> None:
    assembly = get_assembly(session, meeting)
    member = assembly.get_seat(seat.id)
    if member is None or member.role is not Role.MEMBER:
        raise Refusal(MeetingRefusal.NO_SUBSTITUTE)
    if substitute_id not in {free.seat_id for free in assembly.list_free_substitutes(member)}:
        raise Refusal(MeetingRefusal.NO_SUBSTITUTE)
