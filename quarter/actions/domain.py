"""The states of an agreed action, how it stands on a day, and what is said and shown of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from quarter.foundation.pictures import Photo

SOON = timedelta(weeks=4)


class ActionState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class ActionStatus(StrEnum):
    """How an action stands on a day: what lists are narrowed to. An overdue one is open too, a doubted one done."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    DOUBTED = "doubted"


class Span(StrEnum):
    """What a list of actions is divided into: how near the day is by which something was promised."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


class PhotoMoment(StrEnum):
    """What a photo shows: how it was before anything was done, or how it is now."""

    BEFORE = "before"
    NOW = "now"


class ActionRefusal(StrEnum):
    """Why something cannot be done with an action now."""

    DUE_DAY_PASSED = "due_day_passed"
    NOT_OF_THIS_ORGANISATION = "not_of_this_organisation"
    DID_NOT_RAISE_IT = "did_not_raise_it"
    NOT_CARRIED = "not_carried"  # a decision that nothing can follow from
    NOT_ADOPTED = "not_adopted"  # a variant that the group has not decided on, or not this one
    HAS_ACTION = "has_action"  # something of a plan that an action is agreed for already


@dataclass(frozen=True, kw_only=True)
class Location:
    """Where something is done: in words, at a point of the map (degrees), or both."""

    words: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __bool__(self) -> bool:
        return bool(self.words) or self.latitude is not None


NOWHERE = Location()


@dataclass(frozen=True)
class ProgressPhoto(Photo):
    """A photo of what was agreed, and which moment it shows."""

    shows: PhotoMoment = PhotoMoment.NOW


@dataclass(frozen=True)
class Promise:
    """One thing of a plan that becomes an action: who does it by when."""

    element_id: int
    organisation_id: int
    person_id: int | None
    due_on: date


class Promised(Protocol):
    """An action, as a row of a list."""

    @property
    def state(self) -> ActionState: ...
    @property
    def due_on(self) -> date: ...
    @property
    def is_doubted(self) -> bool: ...


class Reported(Protocol):
    """A report on an action, with or without a photo."""

    @property
    def shows(self) -> PhotoMoment | None: ...


R = TypeVar("R", bound=Reported)


def is_overdue(state: ActionState, due_on: date, today: date) -> bool:
    """Not done although its day has passed; the due day itself is still in time."""
    return state is not ActionState.DONE and due_on < today


def status_of(action: Promised, today: date) -> ActionStatus | ActionState:
    """The one word for how an action stands: overdue and doubted go before the state."""
    if is_overdue(action.state, action.due_on, today):
        return ActionStatus.OVERDUE
    return ActionStatus.DOUBTED if action.is_doubted else action.state


def span_of(due_on: date, today: date) -> Span:
    """How near the day of something that is not done is."""
    if due_on < today:
        return Span.OVERDUE
    return Span.SOON if due_on < today + SOON else Span.LATER


def before_and_now(reports: Sequence[R]) -> tuple[R | None, R | None]:
    """Of reports, the newest first: the one with the first photo of before, and with the latest of now; or None."""
    before = next((report for report in reversed(reports) if report.shows is PhotoMoment.BEFORE), None)
    return before, next((report for report in reports if report.shows is PhotoMoment.NOW), None)
