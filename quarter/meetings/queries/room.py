"""Who is in the room: seats, their comings and goings, and the quorum that follows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from quarter.charters.domain import Quorum, QuorumFinding, find_quorum
from quarter.charters.queries import get_charter
from quarter.foundation import clock
from quarter.foundation.actors import Role
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.groups.queries import list_benches, list_seats
from quarter.meetings.domain import Office, Reply, Stay, count_present
from quarter.meetings.models import Attendance, Meeting, SeatReply
from quarter.meetings.queries.parts import OfMeeting
from quarter.places.queries import get_town


@dataclass(frozen=True)
class SeatInRoom:
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
class Room:
    """All seats on the day of the meeting, and the quorum that the charter asks for."""

    seats: tuple[SeatInRoom, ...]
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

    def get_seat(self, seat_id: int | None) -> "SeatInRoom | None":
        return next((seat for seat in self.seats if seat.seat_id == seat_id), None)

    def find_member_for(self, substitute: SeatInRoom) -> "SeatInRoom | None":
        """The seat that somebody stands in for."""
        return next((seat for seat in self.seats if seat.substitute_id == substitute.seat_id), None)

    def list_free_substitutes(self, member: SeatInRoom) -> list[SeatInRoom]:
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
        role = Role.MODERATOR if office is Office.CHAIR else Role.SECRETARY
        return tuple(
            seat.name
            for seat in self.seats
            if (seat.seat_id == seat_id if seat_id is not None else seat.role is role and bool(seat.stays))
        )


def get_room(session: Session, meeting: Meeting, *, timezone: str | None = None) -> Room:
    """The room of a meeting: five statements, however many sit in it, and one more if no `timezone` is given."""
    replies = _replies_by_seat(session, meeting)
    stays = _stays_by_seat(session, meeting)
    seats = tuple(
        SeatInRoom(
            row.seat_id, row.bench, row.role, row.person_name, row.organisation_name or "",
            tuple(Stay(row.seat_id, row.bench, *times) for times in stays.get(row.seat_id, ())),
            *replies.get(row.seat_id, ()),
        )
        for row in list_seats(session, meeting.group_id, day_of(session, meeting, timezone))
    )  # fmt: skip
    benches = tuple(bench.key for bench in list_benches(session, meeting.group_id))
    return Room(seats, benches, get_charter(session, meeting.group_id).quorum)


def day_of(session: Session, meeting: Meeting, timezone: str | None = None) -> date:
    """The calendar day of a meeting where it takes place: who holds a seat then may sit in it."""
    return clock.local_date(meeting.starts_at, timezone or get_town(session).timezone)


def get_seat_of_meeting(session: Session, meeting_id: int, seat_id: int) -> OfMeeting[Seat] | None:
    """A seat of the group that meets; a seat of another group is None."""
    query = (
        select(Meeting, Seat)
        .join(Seat, col(Seat.group_id) == Meeting.group_id)
        .where(Meeting.id == meeting_id, Seat.id == seat_id)
    )
    row = session.exec(query).one_or_none()
    return OfMeeting(*row, seat_id=seat_id) if row else None


def _replies_by_seat(session: Session, meeting: Meeting) -> dict[int, tuple[Reply, str, int | None]]:
    query = select(SeatReply.seat_id, SeatReply.reply, SeatReply.note, SeatReply.substitute_id)
    rows = session.execute(query.where(SeatReply.meeting_id == meeting.id))
    return {row.seat_id: (row.reply, row.note, row.substitute_id) for row in rows}


def _stays_by_seat(session: Session, meeting: Meeting) -> dict[int, list[tuple[datetime, datetime | None]]]:
    rows = session.execute(
        select(Attendance.seat_id, Attendance.arrived_at, Attendance.left_at)
        .where(Attendance.meeting_id == meeting.id)
        .order_by(Attendance.arrived_at, Attendance.id)
    )
    stays = defaultdict(list)
    for row in rows:
        stays[row.seat_id].append((row.arrived_at, row.left_at))
    return stays
