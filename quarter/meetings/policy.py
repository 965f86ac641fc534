"""Who may do what with a meeting.

Every subject belongs to a group by `group_id`; what stands in the record tells `record_closed_at` too.
"""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from quarter.foundation.actors import Actor
from quarter.foundation.policy import OfGroup, Rules, anyone, is_signed_in
from quarter.groups.policy import moderates, runs_the_group, sits_in_group


class Permission(StrEnum):
    SEE = "meetings:see"  # read when, where and what about
    SEE_ALL_ITEMS = "meetings:see_all_items"  # those too that are not public
    SCHEDULE = "meetings:schedule"  # plan a meeting, change its time and place
    INVITE = "meetings:invite"
    SEE_PROOF = "meetings:see_proof"  # of the invitation: who was written to, and when
    SET_AGENDA = "meetings:set_agenda"  # put items on the agenda, move and remove them
    PROPOSE = "meetings:propose"  # an item for the agenda
    SEE_PROPOSAL = "meetings:see_proposal"
    ANSWER_PROPOSAL = "meetings:answer_proposal"
    RUN = "meetings:run"  # open and end, note who comes and goes, begin items
    SEE_SPEAKERS = "meetings:see_speakers"  # who has the floor, and who waits for it
    ASK_TO_SPEAK = "meetings:ask_to_speak"  # put a seat on the speaking list and take it off: the own one, or any
    WRITE_NOTES = "meetings:write_notes"
    COUNT = "meetings:count"  # put a question under an item, count hands, agree actions
    REPLY = "meetings:reply"  # say who comes: for the own seat; the secretary notes what others said
    SEE_REPLIES = "meetings:see_replies"
    ATTACH = "meetings:attach"  # files, to the meeting or to an item
    SEE_FILE = "meetings:see_file"  # have an attached file


class OfSeat(OfGroup, Protocol):
    """What somebody with a seat says or wants; None for a guest."""

    @property
    def seat_id(self) -> int | None: ...


class Proposed(OfGroup, Protocol):
    """A proposal for the agenda."""

    @property
    def proposer_id(self) -> int: ...


class Recorded(OfGroup, Protocol):
    """A meeting or a part of it, of which the minutes tell."""

    @property
    def record_closed_at(self) -> datetime | None: ...


class Attached(Protocol):
    """A file."""

    @property
    def is_public(self) -> bool: ...


def holds_seat(actor: Actor, subject: OfSeat) -> bool:
    return subject.seat_id is not None and any(seat.seat_id == subject.seat_id for seat in actor.seats)


def proposed_it(actor: Actor, proposal: Proposed) -> bool:
    return actor.is_signed_in and proposal.proposer_id == actor.person_id


def record_can_change(_actor: Actor, subject: Recorded) -> bool:
    return subject.record_closed_at is None


def file_is_public(_actor: Actor, file: Attached) -> bool:
    """It belongs to no item, or to one that everybody may read."""
    return file.is_public


RULES: Rules = {
    Permission.SEE: ((anyone,),),
    Permission.SEE_ALL_ITEMS: ((sits_in_group,),),
    Permission.SCHEDULE: ((moderates,),),
    Permission.INVITE: ((moderates,),),
    Permission.SEE_PROOF: ((runs_the_group,),),
    Permission.SET_AGENDA: ((moderates,),),
    Permission.PROPOSE: ((is_signed_in,),),
    Permission.SEE_PROPOSAL: ((proposed_it,), (sits_in_group,)),
    Permission.ANSWER_PROPOSAL: ((moderates,),),
    Permission.RUN: ((runs_the_group,),),
    Permission.SEE_SPEAKERS: ((sits_in_group,),),
    Permission.ASK_TO_SPEAK: ((holds_seat,), (runs_the_group,)),
    Permission.WRITE_NOTES: ((runs_the_group,),),
    Permission.COUNT: ((runs_the_group,),),
    Permission.REPLY: ((holds_seat,), (runs_the_group,)),
    Permission.SEE_REPLIES: ((sits_in_group,),),
    Permission.ATTACH: ((runs_the_group, record_can_change),),
    Permission.SEE_FILE: ((file_is_public,), (sits_in_group,)),
}
