"""Due things: what they wait for, how urgent they are, and what can be said of the next meeting's quorum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from itertools import groupby
from typing import Any

from quarter.decisions.domain import Method
from quarter.groups.domain import BenchKey, Quorum, find_quorum
from quarter.issues.domain import IssueState
from quarter.meetings.domain import MeetingState, MinutesState

SOON = timedelta(days=14)  # a meeting that is nearer has to be prepared now
A_WEEK = timedelta(days=7)


class Kind(StrEnum):
    """What kind of thing is due; also what the list is narrowed to."""

    MEETING = "meeting"
    ASK = "ask"  # an issue that nobody was asked to answer
    ANSWER = "answer"  # an issue that the organisation asked has not answered
    VOTE = "vote"
    QUESTION = "question"  # a decision in preparation
    MINUTES = "minutes"
    ACTION = "action"
    PROPOSAL = "proposal"  # for the agenda
    SEAT = "seat"  # somebody asks to sit in the group
    DOUBT = "doubt"  # an action reported as done, of which somebody who raised it says that it is not


class View(StrEnum):
    """Three ways to look at the same things."""

    LIST = "list"
    BOARD = "board"
    CALENDAR = "calendar"


class Lack(StrEnum):
    """What the next meeting is missing."""

    INVITATION = "invitation"
    AGENDA = "agenda"
    BENCH = "bench"  # a bench has fewer seats than the charter asks for
    VOTERS = "voters"  # even with everybody in the room it cannot be quorate


class Deed(StrEnum):
    """What can be done about a due thing."""

    GO_ON = "go_on"
    SET_AGENDA = "set_agenda"
    INVITE = "invite"
    OPEN_MEETING = "open_meeting"
    ASK = "ask"
    ASK_ANOTHER = "ask_another"
    ANSWER = "answer"
    COUNT = "count"
    OPEN_VOTE = "open_vote"
    COUNT_HANDS = "count_hands"
    CIRCULATE = "circulate"
    ANSWER_OBJECTIONS = "answer_objections"
    APPROVE = "approve"
    SEAL = "seal"
    REPORT = "report"
    ANSWER_PROPOSAL = "answer_proposal"
    ANSWER_SEAT = "answer_seat"
    CLEAR_UP = "clear_up"  # find out with owner and neighbours whether something is done


class Urgency(IntEnum):
    """The order of the list, the most urgent first."""

    RUNNING = 0
    OVERDUE = 1
    TODAY = 2
    WAITING = 3  # nobody else can go on until it is done
    ASKED = 4  # overdue, but its organisation has only just been asked
    LATER = 5


@dataclass(frozen=True)
class DueThing:
    """Something that somebody has to do, wherever in the house it stands.

    It has a day (`due_on`, with `due_at` where the minute counts), or it has been waiting since one, or both.
    """

    kind: Kind
    subject: str  # kind of subject, as its doorplate says
    subject_id: int
    group_id: int
    stage: StrEnum
    title: str = ""
    lang: str = ""
    number: int | None = None  # of the meeting: it has no title
    due_on: date | None = None
    due_at: datetime | None = None
    since: datetime | None = None
    asked_on: date | None = None  # when the organisation was asked, where it gets a while before it counts as late
    organisation_id: int | None = None
    organisation: str = ""
    person: str = ""  # who asks for a seat
    place: str = ""
    group: str = ""
    method: Method | None = None
    is_invited: bool = True
    items: int = 0  # of the agenda, besides the standing ones
    objections: int = 0  # to circulated minutes, without an answer yet
    seats: int = 0  # on the roll of a vote
    cast: int = 0
    meeting_id: int | None = None  # whose agenda a question is on
    item_id: int | None = None
    lacks: tuple[Lack, ...] = field(default=())

    @property
    def minutes_state(self) -> MinutesState | None:
        """For the permissions on minutes."""
        return self.stage if isinstance(self.stage, MinutesState) else None

    def is_overdue(self, today: date) -> bool:
        """Its day has passed; the day itself is still in time."""
        return self.due_on is not None and self.due_on < today

    def is_just_asked(self, today: date) -> bool:
        """Its organisation was asked less than a week ago: until then there is nothing to do but to wait."""
        return self.asked_on is not None and today < self.asked_on + A_WEEK

    def is_closed_at(self, now: datetime) -> bool:
        """Its very minute has passed."""
        return self.due_at is not None and self.due_at <= now


def urgency(thing: DueThing, today: date) -> Urgency:
    """How pressing a thing is on a day."""
    if thing.stage is MeetingState.RUNNING:
        return Urgency.RUNNING
    if thing.is_overdue(today):
        return Urgency.ASKED if thing.is_just_asked(today) else Urgency.OVERDUE
    if thing.due_on == today:
        return Urgency.TODAY
    return Urgency.WAITING if _waits_for_us(thing, today) else Urgency.LATER


def _waits_for_us(thing: DueThing, today: date) -> bool:
    """Whether the next step is the moderator's or secretary's own."""
    if thing.kind in (Kind.ASK, Kind.MINUTES, Kind.PROPOSAL, Kind.SEAT, Kind.DOUBT):
        return True
    if thing.kind is Kind.QUESTION:
        return thing.due_on is None  # else it waits for the day of its meeting
    if thing.kind is Kind.MEETING:
        return bool(thing.lacks) and thing.due_on is not None and thing.due_on - today <= SOON
    return False


def by_urgency(things: Iterable[DueThing], today: date) -> list[DueThing]:
    """The same things, the most urgent first: by urgency, then the oldest day, then as they came."""

    def key(thing: DueThing) -> tuple[Any, ...]:
        day = thing.due_on or (thing.since.date() if thing.since else date.max)
        return urgency(thing, today), day, thing.due_at.timestamp() if thing.due_at else 0.0

    return sorted(things, key=key)


@dataclass(frozen=True)
class Load:
    """How much is due: overdue, within a week (today included), and later; and how much done work is doubted."""

    overdue: int
    this_week: int
    later: int
    doubted: int


def deed_on(thing: DueThing, now: datetime, today: date) -> Deed | None:
    """The next step with a thing for whoever coordinates; None where one can only wait."""
    match thing.kind:
        case Kind.ASK:
            return Deed.ASK
        case Kind.ANSWER:
            return Deed.ASK_ANOTHER if thing.is_overdue(today) else None
        case Kind.VOTE:
            return Deed.COUNT if thing.is_closed_at(now) else None
        case Kind.QUESTION:
            return _deed_on_question(thing)
        case Kind.MINUTES:
            return Deed.ANSWER_OBJECTIONS if thing.objections else _DEEDS_ON_MINUTES.get(thing.stage)
        case Kind.ACTION:
            return Deed.REPORT if thing.is_overdue(today) else None
        case Kind.PROPOSAL:
            return Deed.ANSWER_PROPOSAL
        case Kind.SEAT:
            return Deed.ANSWER_SEAT
        case Kind.DOUBT:
            return Deed.CLEAR_UP
        case Kind.MEETING:
            return _deed_on_meeting(thing, now)


def deed_at_desk(thing: DueThing) -> Deed:
    """The next step for the organisation that owes the thing."""
    if thing.kind is Kind.DOUBT:
        return Deed.CLEAR_UP
    return Deed.ANSWER if isinstance(thing.stage, IssueState) else Deed.REPORT


_DEEDS_ON_MINUTES: Mapping[StrEnum, Deed] = {
    MinutesState.DRAFT: Deed.CIRCULATE,
    MinutesState.CIRCULATED: Deed.APPROVE,
    MinutesState.APPROVED: Deed.SEAL,
}


def _deed_on_question(thing: DueThing) -> Deed | None:
    if thing.method is Method.ONLINE:
        return Deed.OPEN_VOTE
    return Deed.COUNT_HANDS if thing.due_on is None else None  # its meeting has not begun


def _deed_on_meeting(thing: DueThing, now: datetime) -> Deed | None:
    if thing.stage is MeetingState.RUNNING:
        return Deed.GO_ON
    if not thing.items:
        return Deed.SET_AGENDA
    if not thing.is_invited:
        return Deed.INVITE
    return Deed.OPEN_MEETING if thing.is_closed_at(now) else None


@dataclass(frozen=True)
class BenchForecast:
    """A bench on the day of the next meeting: seats held, seats that must come, who comes, what it is short of."""

    bench: BenchKey
    seats: int
    needed: int
    vacant: int  # seats that the charter asks for and nobody holds
    coming: int = 0  # seats whose holders have said that they come, or who comes instead


@dataclass(frozen=True)
class Forecast:
    """What the seats, and the answers to the invitation, say about a quorum to come."""

    benches: tuple[BenchForecast, ...]
    seats: int
    needed: int
    is_possible: bool  # quorate if everybody comes
    is_expected: bool = False  # quorate if those come who have said so

    @property
    def coming(self) -> int:
        return sum(bench.coming for bench in self.benches)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        short = (Lack.BENCH,) if any(bench.vacant for bench in self.benches) else ()
        return short if self.is_possible else (*short, Lack.VOTERS)


def forecast(quorum: Quorum, seats: Mapping[BenchKey, int], coming: Mapping[BenchKey, int] | None = None) -> Forecast:
    """How many must come of the voting seats held by bench, by the very rule that the meeting will use.

    That rule does not let a vacant bench hold up the group; the forecast says that it is vacant all the same.
    """
    said = coming or dict.fromkeys(seats, 0)
    best, expected = find_quorum(quorum, seats, seats), find_quorum(quorum, seats, said)
    benches = tuple(
        BenchForecast(bench.bench, bench.seats, bench.needed, max(quorum.per_bench - bench.seats, 0), said[bench.bench])
        for bench in best.benches
    )
    needed = max(best.needed, sum(bench.needed for bench in benches))
    return Forecast(benches, best.seats, needed, best.is_met and best.seats > 0, expected.is_met)


def lacks_of_meeting(is_invited: bool, items: int, outlook: Forecast | None) -> tuple[Lack, ...]:
    """What is missing, in the order in which it is best done."""
    return (
        *(() if items else (Lack.AGENDA,)),
        *(() if is_invited else (Lack.INVITATION,)),
        *(outlook.lacks if outlook else ()),
    )


@dataclass(frozen=True)
class Day:
    day: date
    things: tuple[DueThing, ...]


@dataclass(frozen=True)
class Month:
    """A month of the calendar with the days that have something."""

    first: date
    days: tuple[Day, ...]


def calendar(things: Sequence[DueThing]) -> list[Month]:
    """All things that have a day, by month and day."""
    dated = sorted((thing for thing in things if thing.due_on), key=lambda thing: (thing.due_on, _minute(thing)))
    days = [Day(day, tuple(group)) for day, group in groupby(dated, key=lambda thing: thing.due_on) if day]
    return [Month(first, tuple(group)) for first, group in groupby(days, key=lambda item: item.day.replace(day=1))]


def _minute(thing: DueThing) -> float:
    return thing.due_at.timestamp() if thing.due_at else 0.0
