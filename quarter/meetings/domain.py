"""The course of a meeting, and who is in the room at an instant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import assert_never

from quarter.groups.domain import BenchKey


class MeetingState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    CALLED_OFF = "called_off"  # while it was planned: it was never opened


AHEAD = (MeetingState.PLANNED, MeetingState.RUNNING)


class Held(StrEnum):
    """How people come together."""

    IN_PERSON = "in_person"  # needs a place
    ONLINE = "online"  # needs a link
    HYBRID = "hybrid"  # needs both


class Rhythm(StrEnum):
    """How often a series comes round."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"  # on the same weekday: the second Tuesday of each month


class ItemKind(StrEnum):
    """What an item of the agenda is for. All but the matters are standing items: each meeting has them by itself."""

    OPENING = "opening"  # with the finding of due invitation and quorum
    APPROVAL = "approval"  # of the minutes that wait for it
    ACTIONS = "actions"  # how the open actions stand
    QUESTIONS = "questions"  # of the residents
    MATTER = "matter"


class ProposalState(StrEnum):
    """What became of a proposal for the agenda."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


class Reply(StrEnum):
    """What somebody with a seat says to the invitation."""

    COMES = "comes"
    CANNOT_COME = "cannot_come"
    SENDS_SUBSTITUTE = "sends_substitute"


class Office(StrEnum):
    """What somebody does for a meeting, or for one item of it."""

    CHAIR = "chair"
    SECRETARY = "secretary"


class TextBlock(StrEnum):
    """A standing phrase that a secretary writes again and again."""

    INFORMATION = "information"
    QUORUM = "quorum"
    MINUTES_APPROVED = "minutes_approved"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    BREAK = "break"
    GOING_ON = "going_on"
    QUESTION_TIME = "question_time"
    NO_QUESTIONS = "no_questions"
    PUT_OFF = "put_off"
    CLOSING = "closing"


class MeetingRefusal(StrEnum):
    """Why a deed is refused now."""

    MEETING_HAS_BEGUN = "meeting_has_begun"
    MEETING_NOT_RUNNING = "meeting_not_running"
    MEETING_IS_CALLED_OFF = "meeting_is_called_off"
    MEETING_HAS_ENDED = "meeting_has_ended"
    AGENDA_IS_EMPTY = "agenda_is_empty"
    ITEM_IS_IN_USE = "item_is_in_use"
    ITEM_HAS_PARTS = "item_has_parts"
    NO_PLACE_FOR_PARTS = "no_place_for_parts"
    ASKED_AGAIN_FOR_MORE = "asked_again_for_more"
    TOPICS_ARE_PUBLIC = "topics_are_public"
    PROPOSAL_IS_ANSWERED = "proposal_is_answered"
    NOT_INVITED_YET = "not_invited_yet"
    NOT_LEFT_OVER = "not_left_over"
    TOPIC_OF_ANOTHER_GROUP = "topic_of_another_group"
    TOPIC_IS_ON_AGENDA = "topic_is_on_agenda"
    SEAT_NOT_IN_GROUP = "seat_not_in_group"
    SEAT_WAS_NOT_THERE = "seat_was_not_there"
    NO_SUBSTITUTE = "no_substitute"
    NOBODY_PRESENT = "nobody_present"
    NOBODY_WAS_NOTED = "nobody_was_noted"
    MORE_VOTES_THAN_PRESENT = "more_votes_than_present"
    MEETING_HAS_A_BREAK = "meeting_has_a_break"
    NO_ITEM_HAS_BEGUN = "no_item_has_begun"
    TAKES_NO_PART = "takes_no_part"
    NOTHING_TO_CORRECT = "nothing_to_correct"
    MINUTES_ARE_FIXED = "minutes_are_fixed"
    FILE_WENT_ROUND = "file_went_round"
    FILES_ARE_TOO_LARGE = "files_are_too_large"
    ITEM_HAS_FILES = "item_has_files"


MOST_OF_A_SERIES = 24


def list_starts(first: datetime, rhythm: Rhythm, times: int, zone: tzinfo) -> list[datetime]:
    """The instants at which the meetings of a series begin, each at the same hour on the clocks of `zone`.

    Where a month has no fifth such weekday, its last one. An hour that a change of the clocks leaves out comes an hour
    later, and of one that exists twice it is the first.
    """
    begin = first.astimezone(zone)
    days = (_nth_day(begin.date(), rhythm, number) for number in range(1 if rhythm is Rhythm.ONCE else times))
    return [datetime.combine(day, begin.time(), zone).astimezone(UTC) for day in days]


def _nth_day(first: date, rhythm: Rhythm, number: int) -> date:
    match rhythm:
        case Rhythm.ONCE | Rhythm.WEEKLY:
            return first + timedelta(weeks=number)
        case Rhythm.FORTNIGHTLY:
            return first + timedelta(weeks=2 * number)
        case Rhythm.MONTHLY:
            return _same_weekday(first, number)
        case _:
            assert_never(rhythm)


def _same_weekday(first: date, number: int) -> date:
    """The same weekday of a later month: the third Tuesday stays the third Tuesday."""
    months = first.year * 12 + first.month - 1 + number
    begin = date(months // 12, months % 12 + 1, 1)
    which = (first.day - 1) // 7
    day = begin + timedelta(days=(first.weekday() - begin.weekday()) % 7, weeks=which)
    return day if day.month == begin.month else day - timedelta(weeks=1)


def last_day_to_invite(held_on: date, days: int) -> date:
    """The charter's days count from the day after the invitation."""
    return held_on - timedelta(days=days)


@dataclass(frozen=True)
class Notice:
    """What the charter asks of an invitation: so many days, by which day, and how late it would be today."""

    days: int
    last_day: date
    days_late: int


def days_late(invited_on: date, held_on: date, days: int) -> int:
    """By how many days an invitation comes too late; 0: in due time."""
    return max((invited_on - last_day_to_invite(held_on, days)).days, 0)


@dataclass(frozen=True)
class Stay:
    """A seat was in the room from arrival until departure (None: until the end)."""

    seat_id: int
    bench: BenchKey | None  # None: stands outside the benches, so it does not count for the quorum
    arrived_at: datetime
    left_at: datetime | None = None

    def covers(self, instant: datetime) -> bool:
        """Whoever arrives is there at once; whoever leaves is gone at once."""
        return self.arrived_at <= instant and (self.left_at is None or instant < self.left_at)


def count_present(stays: Iterable[Stay], benches: Iterable[BenchKey], instant: datetime) -> Mapping[BenchKey, int]:
    """How many seats of each bench are in the room at `instant`, in the order of `benches`."""
    seats = {(stay.bench, stay.seat_id) for stay in stays if stay.covers(instant)}
    return {bench: sum(1 for key, _seat in seats if key is bench) for bench in benches}


def find_opening(opened_at: datetime, items_started: Iterable[datetime | None]) -> datetime:
    """The instant at which the quorum is found: when the first item begins, else when the meeting opened."""
    return min((instant for instant in items_started if instant is not None), default=opened_at)


@dataclass(frozen=True)
class LetterSent:
    """An invitation to one person, and when the mail server took it (None: it did not)."""

    name: str
    handed_over_at: datetime | None


@dataclass(frozen=True)
class Convening:
    """How the group was called together: when, with how many days' notice, and who was written to."""

    invited_at: datetime | None
    notice_days: int  # as many the charter asks for
    days_late: int
    letters: tuple[LetterSent, ...]
