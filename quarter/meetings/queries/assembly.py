"""Who is in the room: seats, their comings and goings, and the quorum that follows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple, assert_never

import sqlalchemy as sa
from sqlmodel import Session

from quarter.charters.domain import Quorum, QuorumFinding, find_quorum
from quarter.charters.queries import get_charter
from quarter.foundation import clock
from quarter.foundation.actors import Role
from quarter.foundation.models import column, get_row, list_rows
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.groups.queries import SeatLine, list_benches, list_seats
from quarter.meetings.domain import MeetingState, Office, Reply, Stay, count_present
from quarter.meetings.models import Attendance, Meeting, SeatReply
from quarter.meetings.queries.agenda import MEETING
from quarter.meetings.queries.parts import OfMeeting
from quarter.places.queries import get_town

SEAT, REPLY, STAY = Seat.__table__.c, SeatReply.__table__.c, Attendance.__table__.c


@dataclass(frozen=True)
class SeatAtMeeting:
    """A seat, who holds it, their stays in the room, and what they answered to the invitation."""

    seat_id: int
    bench: BenchKey | None
    role: Role
    name: str
    organisation: str
    stays: tuple[Stay, ...]
    reply: Reply | None = None
    note: str = ""
    substitute_id: int | None = None  # the seat that comes instead

    @property
    def last(self) -> Stay | None:
        return self.stays[-1] if self.stays else None

    @property
    def is_present(self) -> bool:
        return self.last is not None and self.last.left_at is None


@dataclass(frozen=True)
class Assembly:
    """All seats on the day of the meeting, and the quorum that the charter asks for."""

    seats: tuple[SeatAtMeeting, ...]
    benches: tuple[BenchKey, ...]
    quorum: Quorum

    @property
    def voting_seats(self) -> Mapping[BenchKey, int]:
        """How many seats with a vote each bench has, in bench order."""
        held = Counter(seat.bench for seat in self.seats if seat.role is Role.MEMBER)
        return {bench: held[bench] for bench in self.benches}

    def present_at(self, instant: datetime, *, without: Collection[int] = ()) -> Mapping[BenchKey, int]:
        """How many seats with a vote are in the room, by bench: with their own person or the substitute.

        Seats in `without` are not there for the matter at hand, whoever they would be there for.
        """
        there = {seat.seat_id: seat.stays for seat in self.seats if seat.seat_id not in without}
        stays = [
            replace(stay, seat_id=member.seat_id)
            for member in self.seats
            if member.role is Role.MEMBER
            for who in (member.seat_id, member.substitute_id)
            for stay in (there.get(who, ()) if who is not None else ())
        ]
        return count_present(stays, self.benches, instant)

    @property
    def had_voters(self) -> bool:
        """Whether a seat with a vote was ever in the room, with its own person or a substitute."""
        seats = {seat.seat_id: seat for seat in self.seats}
        return any(
            who is not None and who in seats and bool(seats[who].stays)
            for member in self.seats
            if member.role is Role.MEMBER
            for who in (member.seat_id, member.substitute_id)
        )

    def find_expected(self) -> QuorumFinding:
        """The quorum if all come who have said so, themselves or by a substitute."""
        come = Counter(
            seat.bench
            for seat in self.seats
            if seat.role is Role.MEMBER and seat.reply in (Reply.COMES, Reply.SENDS_SUBSTITUTE)
        )
        return find_quorum(self.quorum, self.voting_seats, {bench: come[bench] for bench in self.benches})

    def get_seat(self, seat_id: int | None) -> "SeatAtMeeting | None":
        return next((seat for seat in self.seats if seat.seat_id == seat_id), None)

    def find_member_for(self, substitute: SeatAtMeeting) -> "SeatAtMeeting | None":
        """The seat that somebody stands in for."""
        return next((seat for seat in self.seats if seat.substitute_id == substitute.seat_id), None)

    def list_free_substitutes(self, member: SeatAtMeeting) -> list[SeatAtMeeting]:
        """Who could come instead of a member: substitutes of the bench who stand in for nobody else."""
        taken = {seat.substitute_id for seat in self.seats if seat.seat_id != member.seat_id}
        return [
            seat
            for seat in self.seats
            if seat.role is Role.SUBSTITUTE and seat.bench is member.bench and seat.seat_id not in taken
        ]

    def find_quorum_at(self, instant: datetime, *, without: Collection[int] = ()) -> QuorumFinding:
        """The quorum, counted without the seats that take no part in the matter at hand."""
        return find_quorum(self.quorum, self.voting_seats, self.present_at(instant, without=without))

    def list_holders(self, office: Office, seat_id: int | None) -> tuple[str, ...]:
        """Who holds an office: the seat that was named, else all who are there in the role of the group."""
        role = _role_of(office)
        return tuple(
            seat.name
            for seat in self.seats
            if (seat.seat_id == seat_id if seat_id is not None else seat.role is role and bool(seat.stays))
        )


def _role_of(office: Office) -> Role:
    """Who in the group holds an office if nobody says otherwise."""
    match office:
        case Office.CHAIR:
            return Role.MODERATOR
        case Office.SECRETARY:
            return Role.SECRETARY
        case _:
            assert_never(office)


def get_assembly(session: Session, meeting: Meeting, *, timezone: str | None = None) -> Assembly:
    """The assembly of a meeting: five statements, however many sit in it, and one more if no `timezone` is given.

    Whoever was there when it ended stays in it, even if the seat was given up on the same day.
    """
    replies = _replies_by_seat(session, meeting)
    stays = _stays_by_seat(session, meeting)
    were_there = stays if meeting.state is MeetingState.ENDED else ()
    seats = tuple(
        _seat_at_meeting(seat, stays.get(seat.seat_id, ()), replies.get(seat.seat_id))
        for seat in list_seats(session, meeting.group_id, day_of(session, meeting, timezone), also=were_there)
    )
    benches = tuple(bench.key for bench in list_benches(session, meeting.group_id))
    return Assembly(seats, benches, get_charter(session, meeting.group_id).quorum)


def _seat_at_meeting(seat: SeatLine, stays: "Sequence[NotedStay]", reply: "NotedReply | None") -> SeatAtMeeting:
    noted = SeatAtMeeting(
        seat.seat_id, seat.bench, seat.role, seat.person_name, seat.organisation_name or "",
        tuple(Stay(seat.seat_id, seat.bench, stay.arrived_at, stay.left_at) for stay in stays),
    )  # fmt: skip
    return replace(noted, reply=reply.reply, note=reply.note, substitute_id=reply.substitute_id) if reply else noted


def day_of(session: Session, meeting: Meeting, timezone: str | None = None) -> date:
    """The calendar day of a meeting where it takes place: who holds a seat then may sit in it."""
    return clock.local_date(meeting.starts_at, timezone or get_town(session).timezone)


def get_seat_of_meeting(session: Session, meeting_id: int, seat_id: int) -> OfMeeting[Seat] | None:
    """A seat of the group that meets; a seat of another group is None."""
    query = (
        sa.select(Meeting, Seat, column(Seat.id))
        .join(Seat, SEAT.group_id == MEETING.group_id)
        .where(MEETING.id == meeting_id, SEAT.id == seat_id)
    )
    return get_row(session, query, OfMeeting[Seat])


class NotedReply(NamedTuple):
    """What a seat answered to the invitation."""

    seat_id: int
    reply: Reply
    note: str
    substitute_id: int | None


def _replies_by_seat(session: Session, meeting: Meeting) -> Mapping[int, NotedReply]:
    query = sa.select(
        column(SeatReply.seat_id), column(SeatReply.reply), column(SeatReply.note), column(SeatReply.substitute_id)
    ).where(REPLY.meeting_id == meeting.id)
    return {reply.seat_id: reply for reply in list_rows(session, query, NotedReply)}


class NotedStay(NamedTuple):
    """A seat was in the room."""

    seat_id: int
    arrived_at: datetime
    left_at: datetime | None


def _stays_by_seat(session: Session, meeting: Meeting) -> Mapping[int, Sequence[NotedStay]]:
    query = (
        sa.select(column(Attendance.seat_id), column(Attendance.arrived_at), column(Attendance.left_at))
        .where(STAY.meeting_id == meeting.id)
        .order_by(STAY.arrived_at, STAY.id)
    )
    stays: dict[int, list[NotedStay]] = defaultdict(list)
    for stay in list_rows(session, query, NotedStay):
        stays[stay.seat_id].append(stay)
    return stays
