"""Due things: what they wait for, how urgent they are, and in which ways they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple, assert_never

from quarter.coordination.domain.quorum import Lack
from quarter.decisions.domain import Method
from quarter.foundation.actors import Role
from quarter.meetings.domain import MeetingState
from quarter.minutes.domain import MinutesState

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


class Urgency(IntEnum):
    """The order of the list, the most urgent first."""

    RUNNING = 0
    OVERDUE = 1
    TODAY = 2
    WAITING = 3  # nobody else can go on until it is done
    ASKED = 4  # overdue, but its organisation has only just been asked
    LATER = 5


class DueThing(NamedTuple):
    """Something that somebody has to do, wherever in the house it stands.

    It has a day (`due_on`, with `due_at` where the minute counts), or it has been waiting since one, or both.
    """

    kind: Kind
    subject: str  # kind of subject, as in the register; its page is found by it
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
    unsigned: frozenset[Role] = frozenset()  # whose signature approved minutes lack
    signers: frozenset[int] = frozenset()  # the people who have signed them
    seats: int = 0  # on the roll of a vote
    cast: int = 0
    meeting_id: int | None = None  # whose agenda a question is on
    item_id: int | None = None
    lacks: tuple[Lack, ...] = ()

    @property
    def minutes_state(self) -> MinutesState | None:
        """For the permissions on minutes."""
        return self.stage if isinstance(self.stage, MinutesState) else None

    @property
    def minute(self) -> float:
        """For sorting within a day; what has no minute comes first."""
        return self.due_at.timestamp() if self.due_at else 0.0

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
    match thing.kind:
        case Kind.ASK | Kind.MINUTES | Kind.PROPOSAL | Kind.SEAT | Kind.DOUBT:
            return True
        case Kind.QUESTION:
            return thing.due_on is None  # else it waits for the day of its meeting
        case Kind.MEETING:
            return bool(thing.lacks) and thing.due_on is not None and thing.due_on - today <= SOON
        case Kind.ANSWER | Kind.VOTE | Kind.ACTION:
            return False
        case _:
            assert_never(thing.kind)


def by_urgency(things: Iterable[DueThing], today: date) -> list[DueThing]:
    """The same things, the most urgent first: by urgency, then the oldest day, then as they came."""

    def key(thing: DueThing) -> tuple[Urgency, date, float]:
        day = thing.due_on or (thing.since.date() if thing.since else date.max)
        return urgency(thing, today), day, thing.minute

    return sorted(things, key=key)


@dataclass(frozen=True)
class Load:
    """How much is due: overdue, within a week (today included), and later; and how much done work is doubted."""

    overdue: int
    this_week: int
    later: int
    doubted: int
