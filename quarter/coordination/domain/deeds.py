"""The next step with a due thing: for whoever coordinates, and for the organisation that owes it."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from quarter.coordination.domain.things import DueThing, Kind
from quarter.decisions.domain import Method
from quarter.meetings.domain import MeetingState
from quarter.minutes.domain import MinutesState


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
    SIGN = "sign"
    SEAL = "seal"
    REPORT = "report"
    ANSWER_PROPOSAL = "answer_proposal"
    ANSWER_SEAT = "answer_seat"
    CLEAR_UP = "clear_up"  # find out with owner and neighbours whether something is done


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
            return _deed_on_minutes(thing)
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
        case _:
            assert_never(thing.kind)


def deed_at_desk(thing: DueThing) -> Deed:
    """The next step for the organisation that owes the thing."""
    if thing.kind is Kind.DOUBT:
        return Deed.CLEAR_UP
    return Deed.ANSWER if thing.kind is Kind.ANSWER else Deed.REPORT


_DEEDS_ON_MINUTES: Mapping[StrEnum, Deed] = {
    MinutesState.DRAFT: Deed.CIRCULATE,
    MinutesState.CIRCULATED: Deed.APPROVE,
    MinutesState.APPROVED: Deed.SEAL,
}


def _deed_on_minutes(thing: DueThing) -> Deed | None:
    if thing.objections:
        return Deed.ANSWER_OBJECTIONS
    if thing.stage is MinutesState.APPROVED and thing.unsigned:
        return Deed.SIGN
    return _DEEDS_ON_MINUTES.get(thing.stage)


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
