"""What seats allow. The predicates here serve every room above: a subject belongs to a group by `group_id`."""

from enum import StrEnum

from quarter.foundation.actors import Actor, Role
from quarter.foundation.policy import OfGroup, Rules, anyone, is_admin, is_signed_in


class Permission(StrEnum):
    SEE = "groups:see"  # read about groups, seats and charters
    SEE_NAMES = "groups:see_names"  # of all who sit in the group; others read initials of who has not agreed
    ADD_ORGANISATION = "groups:add_organisation"
    CHANGE_CONTACT = "groups:change_contact"  # say where letters to an organisation go
    GIVE_SEATS = "groups:give_seats"  # give a person a seat, answer who asks for one, and end one
    ASK_FOR_SEAT = "groups:ask_for_seat"


def _holds(actor: Actor, subject: OfGroup, *roles: Role) -> bool:
    return any(seat.group_id == subject.group_id and (not roles or seat.role in roles) for seat in actor.seats)


def sits_in_group(actor: Actor, subject: OfGroup) -> bool:
    """Holds any seat in the group today."""
    return _holds(actor, subject)


def holds_no_seat_here(actor: Actor, subject: OfGroup) -> bool:
    return not _holds(actor, subject)


def is_member(actor: Actor, subject: OfGroup) -> bool:
    """Holds a seat with a vote in the group today."""
    return _holds(actor, subject, Role.MEMBER)


def moderates(actor: Actor, subject: OfGroup) -> bool:
    return _holds(actor, subject, Role.MODERATOR)


def runs_the_group(actor: Actor, subject: OfGroup) -> bool:
    """The secretary of the group, or the moderator in their place."""
    return _holds(actor, subject, Role.SECRETARY, Role.MODERATOR)


def moderates_somewhere(actor: Actor, _subject: object) -> bool:
    return any(seat.role is Role.MODERATOR for seat in actor.seats)


RULES: Rules = {
    Permission.SEE: ((anyone,),),
    Permission.SEE_NAMES: ((sits_in_group,), (is_admin,)),
    Permission.ADD_ORGANISATION: ((is_admin,), (moderates_somewhere,)),
    Permission.CHANGE_CONTACT: ((is_admin,), (moderates_somewhere,)),
    Permission.GIVE_SEATS: ((is_admin,), (moderates,)),
    Permission.ASK_FOR_SEAT: ((is_signed_in, holds_no_seat_here),),
}
