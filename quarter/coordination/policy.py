"""Who coordinates a group, and who sits at an organisation's desk."""

from enum import StrEnum

from quarter.foundation.actors import Actor, Role
from quarter.foundation.policy import OfBody, Rules
from quarter.groups.policy import runs_the_group


class Permission(StrEnum):
    ENTER = "coordination:enter"  # has a group to coordinate, so the place is shown
    COORDINATE = "coordination:coordinate"  # see what is due in this group
    SIT = "coordination:sit"  # has an organisation to work for, so its desk is shown
    DESK = "coordination:desk"  # see what this organisation owes


def runs_a_group(actor: Actor, _subject: object) -> bool:
    """The secretary or moderator of any group."""
    return any(seat.role in (Role.SECRETARY, Role.MODERATOR) for seat in actor.seats)


def speaks_for_somebody(actor: Actor, _subject: object) -> bool:
    """Holds a seat of any organisation."""
    return bool(actor.organisation_ids)


def speaks_for(actor: Actor, subject: OfBody) -> bool:
    """Holds a seat, in any group, of this very organisation."""
    return subject.organisation_id in actor.organisation_ids


RULES: Rules = {
    Permission.ENTER: ((runs_a_group,),),
    Permission.COORDINATE: ((runs_the_group,),),
    Permission.SIT: ((speaks_for_somebody,),),
    Permission.DESK: ((speaks_for,),),
}
