"""Who may do what with the minutes of a meeting.

Every subject belongs to a group by `group_id` and tells its `minutes_state`.
"""

from collections.abc import Set
from enum import StrEnum
from typing import Protocol

from quarter.foundation.actors import Actor, Role
from quarter.foundation.policy import OfGroup, Rules
from quarter.groups.policy import moderates, runs_the_group, sits_in_group
from quarter.minutes.domain import MinutesState, can_change


class Permission(StrEnum):
    SEE = "minutes:see"
    SEE_FULL = "minutes:see_full"  # with what is not public, and all names
    CIRCULATE = "minutes:circulate"  # send them round, again after corrections
    TRANSLATE = "minutes:translate"  # put a text of them beside it in another language
    OBJECT = "minutes:object"  # say that a passage of the circulated minutes is wrong
    SEE_OBJECTIONS = "minutes:see_objections"
    ANSWER_OBJECTION = "minutes:answer_objection"
    APPROVE = "minutes:approve"
    SIGN = "minutes:sign"  # stand for the approved minutes, as chair or as secretary
    SEAL = "minutes:seal"  # fix the approved minutes for good, and be told what is still missing


class Recorded(OfGroup, Protocol):
    """A meeting with its minutes, or a row that tells as much of them."""

    @property
    def minutes_state(self) -> MinutesState: ...


class Signable(Recorded, Protocol):
    """Minutes, who has signed them, and whose signature is missing."""

    @property
    def signers(self) -> Set[int]: ...
    @property
    def unsigned(self) -> Set[Role]: ...


def minutes_are_out(_actor: Actor, subject: Recorded) -> bool:
    """Circulated or further, so everybody may read them."""
    return subject.minutes_state is not MinutesState.DRAFT


def minutes_are_circulated(_actor: Actor, subject: Recorded) -> bool:
    return subject.minutes_state is MinutesState.CIRCULATED


def minutes_are_approved(_actor: Actor, subject: Recorded) -> bool:
    return subject.minutes_state is MinutesState.APPROVED


def signature_is_missing(actor: Actor, subject: Signable) -> bool:
    """Chair or secretary has not signed yet, the actor holds that very seat, and has not signed as the other."""
    if actor.person_id in subject.signers:
        return False
    return any(seat.group_id == subject.group_id and seat.role in subject.unsigned for seat in actor.seats)


def minutes_can_change(_actor: Actor, subject: Recorded) -> bool:
    return can_change(subject.minutes_state)


RULES: Rules = {
    Permission.SEE: ((minutes_are_out,), (sits_in_group,)),
    Permission.SEE_FULL: ((sits_in_group,),),
    Permission.CIRCULATE: ((runs_the_group, minutes_can_change),),
    Permission.TRANSLATE: ((sits_in_group, minutes_are_out),),
    Permission.OBJECT: ((sits_in_group, minutes_are_circulated),),
    Permission.SEE_OBJECTIONS: ((sits_in_group,),),
    Permission.ANSWER_OBJECTION: ((runs_the_group, minutes_are_circulated),),
    Permission.APPROVE: ((moderates, minutes_are_circulated),),
    Permission.SIGN: ((runs_the_group, minutes_are_approved, signature_is_missing),),
    Permission.SEAL: ((moderates, minutes_are_circulated), (moderates, minutes_are_approved)),
}
