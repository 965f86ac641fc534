"""What is noted about the room besides seats: guests, breaks, offices, conflicts of interest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.models import column, list_rows
from quarter.meetings.domain import Office
from quarter.meetings.models import AgendaItem, Break, ConflictOfInterest, Guest, Meeting, OfficeHeld
from quarter.meetings.queries.agenda import ITEM, get_item

GUEST, BREAK = Guest.__table__.c, Break.__table__.c
OFFICE, CONFLICT = OfficeHeld.__table__.c, ConflictOfInterest.__table__.c


@dataclass(frozen=True)
class Offices:
    """Which seat holds an office: for the whole meeting, and by item where it is another one."""

    whole: Mapping[Office, int] = field(default_factory=dict)
    by_item: Mapping[int, Mapping[Office, int]] = field(default_factory=dict)

    def of_item(self, item_id: int | None) -> Mapping[Office, int]:
        """What is said about an item alone, or about the meeting (None)."""
        return self.whole if item_id is None else self.by_item.get(item_id, {})

    def find(self, item_id: int, office: Office) -> int | None:
        """Who holds an office while an item is talked about; None if nobody was named."""
        return {**self.whole, **self.of_item(item_id)}.get(office)


def list_guests(session: Session, meeting: Meeting) -> Sequence[Guest]:
    """In the order in which they came."""
    query = sa.select(Guest).where(GUEST.meeting_id == meeting.id)
    return session.scalars(query.order_by(GUEST.arrived_at, GUEST.id)).all()


def get_guest(session: Session, meeting_id: int, guest_id: int) -> Guest | None:
    """A guest of this very meeting, else None."""
    guest = session.get(Guest, guest_id)
    return guest if guest is not None and guest.meeting_id == meeting_id else None


def list_breaks(session: Session, meeting: Meeting) -> Sequence[Break]:
    """In their order; the last may still last."""
    query = sa.select(Break).where(BREAK.meeting_id == meeting.id)
    return session.scalars(query.order_by(BREAK.begun_at)).all()


def get_offices(session: Session, meeting: Meeting) -> Offices:
    """Only what somebody has said; otherwise it is the moderator and the secretary who are there."""
    whole: dict[Office, int] = {}
    by_item: dict[int, dict[Office, int]] = {}
    for held in session.scalars(sa.select(OfficeHeld).where(OFFICE.meeting_id == meeting.id)):
        of = whole if held.agenda_item_id is None else by_item.setdefault(held.agenda_item_id, {})
        of[held.office] = held.seat_id
    return Offices(whole, by_item)


def get_conflict(
    session: Session, meeting_id: int, item_id: int, seat_id: int, *, reader: Actor
) -> ConflictOfInterest | None:
    """What is noted of a seat that takes no part in an item of this very meeting, else None."""
    item = get_item(session, meeting_id, item_id, reader=reader)
    return session.get(ConflictOfInterest, (item_id, seat_id)) if item is not None else None


def list_conflicted(session: Session, item_id: int) -> frozenset[int]:
    """The seats that take no part in an item."""
    query = sa.select(column(ConflictOfInterest.seat_id)).where(CONFLICT.agenda_item_id == item_id)
    return frozenset(session.scalars(query))


class SeatOutOfItem(NamedTuple):
    """A seat takes no part in an item."""

    agenda_item_id: int
    seat_id: int


def list_conflicts(session: Session, meeting: Meeting) -> Mapping[int, Sequence[int]]:
    """The seats that take no part, by item, in the order in which they were noted."""
    query = (
        sa.select(column(ConflictOfInterest.agenda_item_id), column(ConflictOfInterest.seat_id))
        .join(AgendaItem.__table__, ITEM.id == CONFLICT.agenda_item_id)
        .where(ITEM.meeting_id == meeting.id)
        .order_by(CONFLICT.noted_at, CONFLICT.seat_id)
    )
    found: dict[int, list[int]] = {}
    for item_id, seat_id in list_rows(session, query, SeatOutOfItem):
        found.setdefault(item_id, []).append(seat_id)
    return found
