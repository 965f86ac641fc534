"""What was written elsewhere becomes part of a meeting: first it is matched with what is there, then taken over.

Each `match_…` says what would happen and what would not; each `import_…` does the first and leaves out the second.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.foundation.models import column, list_rows
from quarter.foundation.multilingual import N_
from quarter.foundation.recording import record
from quarter.groups.models import Seat
from quarter.meetings.domain import Stay
from quarter.meetings.events import AttendanceTakenOver
from quarter.meetings.imports import LONGEST_NOTES, Passage, PersonThere, PlannedItem, Problem, Read
from quarter.meetings.models import AgendaItem, Attendance, Meeting
from quarter.meetings.queries.agenda import ITEM
from quarter.meetings.queries.assembly import Assembly, day_of, get_assembly
from quarter.meetings.service.agenda import add_item, append, record_added
from quarter.meetings.service.guards import must_be_correctable
from quarter.places.queries import get_town

PERSON, SEAT = Person.__table__.c, Seat.__table__.c
Row = TypeVar("Row")


@dataclass(frozen=True)
class StayOfSeat:
    """Somebody of the group was in the room from when to when."""

    seat_id: int
    name: str
    arrived_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class NotesForItem:
    """A passage and the item that it is written under; without one it becomes an item."""

    title: str
    notes: str
    item: AgendaItem | None


@dataclass(frozen=True)
class Matched(Generic[Row]):
    """What will be taken over, and what will not."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def match_agenda(session: Session, meeting: Meeting, read: Read[PlannedItem]) -> Matched[PlannedItem]:
    """Items that are not on the agenda yet."""
    known = {_folded(item.title) for item in _items(session, meeting)}
    rows, problems = [], list(read.problems)
    for row in read.rows:
        if _folded(row.title) in known:
            problems.append(Problem(row.line, row.title, N_("This is on the agenda already.")))
        else:
            known.add(_folded(row.title))
            rows.append(row)
    return Matched(tuple(rows), _in_order(problems))


def import_agenda(
    session: Session, actor: Actor, meeting: Meeting, matched: Matched[PlannedItem], *, now: datetime
) -> None:
    """Put the items on the agenda, after what is there."""
    for row in matched.rows:
        add_item(
            session, actor, meeting, title=row.title, minutes_planned=row.minutes, is_public=row.is_public, now=now
        )


def match_attendance(
    session: Session, meeting: Meeting, read: Read[PersonThere], *, now: datetime
) -> Matched[StayOfSeat]:
    """Stays of people who hold a seat; a time earlier than the one before it is after midnight."""
    zone = get_town(session).timezone
    day, assembly = day_of(session, meeting, zone), get_assembly(session, meeting, timezone=zone)
    seats = _seats_by_name_and_address(session, assembly)
    stays = {seat.seat_id: list(seat.stays) for seat in assembly.seats}
    rows, problems = [], list(read.problems)
    for row in read.rows:
        found = seats.get(_folded(row.who), [])
        arrived_at = datetime.combine(day, row.arrived, ZoneInfo(zone))
        left_at = datetime.combine(day, row.left, ZoneInfo(zone)) if row.left else None
        if left_at is not None and left_at < arrived_at:
            left_at += timedelta(days=1)
        if why := _why_not(found, stays, arrived_at, left_at, now):
            problems.append(Problem(row.line, row.who, why))
            continue
        [(seat_id, name)] = found
        stays[seat_id].append(Stay(seat_id, None, arrived_at, left_at))
        rows.append(StayOfSeat(seat_id, name, arrived_at, left_at))
    return Matched(tuple(rows), _in_order(problems))


def import_attendance(
    session: Session, actor: Actor, meeting: Meeting, matched: Matched[StayOfSeat], *, now: datetime
) -> None:
    """Note who was there."""
    must_be_correctable(session, meeting)
    for row in matched.rows:
        session.add(
            Attendance(meeting_id=meeting.id, seat_id=row.seat_id, arrived_at=row.arrived_at, left_at=row.left_at)
        )
    session.flush()
    seat_ids = tuple(row.seat_id for row in matched.rows)
    record(session, actor, AttendanceTakenOver(**meeting.as_subject(), seat_ids=seat_ids), now=now)


def match_draft(session: Session, meeting: Meeting, read: Read[Passage]) -> Matched[NotesForItem]:
    """Each passage with the item of the same title; notes that are there already stay, and the new ones follow."""
    items = {_folded(item.title): item for item in _items(session, meeting)}
    lengths = {item.id: len(item.notes) for item in items.values()}
    rows, problems = [], list(read.problems)
    for passage in read.rows:
        item = items.get(_folded(passage.title))
        if item is not None:
            lengths[item.id] += len(passage.notes) + 2
        if item is not None and lengths[item.id] > LONGEST_NOTES:
            problems.append(
                Problem(
                    passage.line, passage.title, N_("With the notes that are there it has more than 20,000 letters.")
                )
            )
        else:
            rows.append(NotesForItem(passage.title, passage.notes, item))
    return Matched(tuple(rows), _in_order(problems))


def import_draft(
    session: Session, actor: Actor, meeting: Meeting, matched: Matched[NotesForItem], *, now: datetime
) -> None:
    """Write the notes under their items; what has none yet becomes an item at the end. Nothing is overwritten.

    Notes leave no trace, as in `write_notes`.
    """
    must_be_correctable(session, meeting)
    for row in matched.rows:
        if row.item is None:
            item = append(
                session, meeting, title=row.title, lang=meeting.lang, minutes_planned=15, notes=row.notes, now=now
            )
            record_added(session, actor, meeting, item, now)
        elif row.notes:
            session.refresh(row.item, with_for_update=True)
            row.item.notes = f"{row.item.notes}\n\n{row.notes}".strip()
            row.item.version += 1
    session.flush()


def _why_not(
    found: Sequence[tuple[int, str]], stays: dict[int, list[Stay]], arrived_at: datetime, left_at: datetime | None,
    now: datetime,
) -> str:  # fmt: skip
    """Why a stay cannot be noted; empty if it can."""
    if not found:
        return N_("Nobody of this name or address holds a seat on the day of the meeting.")
    if len(found) > 1:
        return N_("More than one seat is held by this name. Please write the mail address.")
    if max(arrived_at, left_at or arrived_at) > now:
        return N_("This time has not come yet.")
    open_end = now + timedelta(days=1)
    for stay in stays[found[0][0]]:
        if arrived_at < (stay.left_at or open_end) and stay.arrived_at < (left_at or open_end):
            return N_("At this time the person is noted as present already.")
    return ""


class AddressOfSeat(NamedTuple):
    """The mail address of who holds a seat."""

    seat_id: int
    email: str


def _seats_by_name_and_address(session: Session, assembly: Assembly) -> dict[str, list[tuple[int, str]]]:
    seat_ids = [seat.seat_id for seat in assembly.seats]
    query = (
        sa.select(column(Seat.id), column(Person.email))
        .join(Person.__table__, PERSON.id == SEAT.person_id)
        .where(SEAT.id.in_(seat_ids))
    )
    addresses = dict(list_rows(session, query, AddressOfSeat))
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for seat in assembly.seats:
        found[_folded(seat.name)].append((seat.seat_id, seat.name))
        if address := addresses.get(seat.seat_id):
            found[_folded(address)].append((seat.seat_id, seat.name))
    return found


def _items(session: Session, meeting: Meeting) -> Sequence[AgendaItem]:
    query = sa.select(AgendaItem).where(ITEM.meeting_id == meeting.id).order_by(ITEM.position, ITEM.id)
    return session.scalars(query).all()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))
