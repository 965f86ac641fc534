"""The states of an agreed action."""

from datetime import date
from enum import StrEnum


class ActionState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class Standing(StrEnum):
    """How an action stands on a day: what lists are narrowed to. An overdue one is open too."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


class ActionRefusal(StrEnum):
    """Why something cannot be done with an action now."""

    DUE_DAY_PASSED = "due_day_passed"
    NOT_OF_THIS_ORGANISATION = "not_of_this_organisation"
    DID_NOT_RAISE_IT = "did_not_raise_it"


def is_overdue(state: ActionState, due_on: date, today: date) -> bool:
    """Not done although its day has passed; the due day itself is still in time."""
    return state is not ActionState.DONE and due_on < today
