"""Who chairs and who keeps the minutes, if it is not the moderator and the secretary of the group."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.foundation.actors import Actor
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import MeetingRefusal, Office
from quarter.meetings.events import OfficeTaken
from quarter.meetings.models import AgendaItem, Meeting, OfficeHeld
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.service.guards import must_be_correctable


def give_offices(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    item: AgendaItem | None,
    seats: Mapping[Office, int | None],
    *,
    now: datetime,
) -> None:
    """Give each office to a seat for an item, or for the whole meeting (no item); None leaves it where it is by itself.

    Only who was in the room can hold one.
    """
    must_be_correctable(session, meeting)
    there = {seat.seat_id for seat in get_assembly(session, meeting).seats if seat.stays}
    if not there.issuperset(seat for seat in seats.values() if seat is not None):
        raise Refusal(MeetingRefusal.SEAT_WAS_NOT_THERE)
    item_id = item.id if item else None
    of_item = col(OfficeHeld.meeting_id) == meeting.id, col(OfficeHeld.agenda_item_id).is_not_distinct_from(item_id)
    given_up = sa.delete(OfficeHeld).where(*of_item).returning(col(OfficeHeld.office), col(OfficeHeld.seat_id))
    held = {row.office: row.seat_id for row in session.execute(given_up)}
    for office, seat_id in seats.items():
        if seat_id is not None:
            session.add(OfficeHeld(meeting_id=meeting.id, agenda_item_id=item_id, office=office, seat_id=seat_id))
    session.flush()
    if any(held.get(office) != seats.get(office) for office in Office):
        event = OfficeTaken(
            **meeting.as_subject(), item_id=item_id,
            chair=seats.get(Office.CHAIR), secretary=seats.get(Office.SECRETARY),
        )  # fmt: skip
        record(session, actor, event, now=now)
