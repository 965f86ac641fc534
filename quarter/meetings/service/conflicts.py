"""Conflicts of interest: whoever has one leaves the room for the item, and neither speaks nor votes under it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.foundation.actors import Actor
from quarter.foundation.db import insert_if_absent
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.events import ConflictNoted, ConflictTakenBack
from quarter.meetings.models import AgendaItem, ConflictOfInterest, Meeting
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.service.guards import must_be_correctable
from quarter.meetings.service.speaking import strike_off


def note_conflict(
    session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, seat_id: int, *, now: datetime
) -> None:
    """Note that a seat takes no part in an item, nor speaks to it; a second press changes nothing."""
    must_be_correctable(session, meeting)
    if get_assembly(session, meeting).get_seat(seat_id) is None:
        raise Refusal(MeetingRefusal.SEAT_NOT_IN_GROUP)
    if insert_if_absent(session, ConflictOfInterest, agenda_item_id=item.id, seat_id=seat_id, noted_at=now):
        record(session, actor, ConflictNoted(**item.as_subject(meeting.group_id), seat_id=seat_id), now=now)
    strike_off(session, meeting, now, agenda_item_id=item.id, seat_id=seat_id)


def take_conflict_back(
    session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, seat_id: int, *, now: datetime
) -> None:
    """It was noted by mistake."""
    must_be_correctable(session, meeting)
    noted = col(ConflictOfInterest.agenda_item_id) == item.id, col(ConflictOfInterest.seat_id) == seat_id
    gone = sa.delete(ConflictOfInterest).where(*noted).returning(col(ConflictOfInterest.seat_id))
    if session.scalars(gone).all():
        record(session, actor, ConflictTakenBack(**item.as_subject(meeting.group_id), seat_id=seat_id), now=now)
