"""The way of the minutes: how far they are, how much of them a text holds, and what is refused."""

from datetime import date, timedelta
from enum import StrEnum

from quarter.foundation.actors import Role


class MinutesState(StrEnum):
    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"
    SEALED = "sealed"


class Extent(StrEnum):
    """How much of the minutes a text holds."""

    FULL = "full"  # the record itself, for the group
    PUBLIC = "public"  # without what is not public, names as far as people have agreed


class ObjectionState(StrEnum):
    """What became of an objection to the minutes."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


# The steps that minutes can take. Circulating again, after a correction, stays where it is.
_STEPS = {
    MinutesState.DRAFT: {MinutesState.CIRCULATED},
    MinutesState.CIRCULATED: {MinutesState.CIRCULATED, MinutesState.APPROVED},
    MinutesState.APPROVED: {MinutesState.SEALED},
    MinutesState.SEALED: set[MinutesState](),
}


FORM = 2  # how files are laid out that are made of minutes which go round from now on

SIGNERS = (Role.MODERATOR, Role.SECRETARY)  # chair and secretary: minutes are sealed when both have signed


def may_step(state: MinutesState, to: MinutesState) -> bool:
    """Whether minutes can go from one state to the other."""
    return to in _STEPS[state]


def can_change(state: MinutesState) -> bool:
    """Until they are approved, minutes can be corrected, and the meeting's notes and attendance with them."""
    return state in (MinutesState.DRAFT, MinutesState.CIRCULATED)


def last_day_to_object(circulated_on: date, days: int) -> date:
    """The charter's days count from the day after the minutes went round (as in § 187 BGB)."""
    return circulated_on + timedelta(days=days)


class MinutesRefusal(StrEnum):
    """Why a deed of the record is refused now."""

    MEETING_NOT_ENDED = "meeting_not_ended"
    NOTES_CHANGED = "notes_changed"
    NOT_YET_CIRCULATED = "not_yet_circulated"
    OBJECTIONS_ARE_OPEN = "objections_are_open"
    OBJECTION_PERIOD_IS_OVER = "objection_period_is_over"
    OBJECTION_IS_ANSWERED = "objection_is_answered"
    NOT_A_LATER_MEETING = "not_a_later_meeting"
    NOT_YET_APPROVED = "not_yet_approved"
    SIGNED_ALREADY = "signed_already"
    NOT_YOURS_TO_SIGN = "not_yours_to_sign"
    NOT_SIGNED = "not_signed"
    MINUTES_ARE_FIXED = "minutes_are_fixed"
    KEPT_FILE_IS_DAMAGED = "kept_file_is_damaged"
