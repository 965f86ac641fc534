"""Who may do what with agreed actions."""

from enum import StrEnum
from typing import Protocol

from quarter.actions.domain import ActionState
from quarter.foundation.actors import Actor
from quarter.foundation.policy import OfBody, Rules, anyone, is_signed_in
from quarter.groups.policy import moderates, runs_the_group, sits_in_group


class Permission(StrEnum):
    SEE = "actions:see"  # read what was agreed and how it goes
    SEE_PERSON = "actions:see_person"  # read who will do it, where the name is not for everybody
    AGREE = "actions:agree"  # write down what the group agreed
    REPORT = "actions:report"  # say how it goes, and that it is done
    CONFIRM = "actions:confirm"  # say that what was reported as done really is, or not yet; who raised it


class Promised(Protocol):
    """An action, or a row that tells how far one is."""

    @property
    def state(self) -> ActionState: ...


def speaks_for_owner(actor: Actor, subject: OfBody) -> bool:
    """Holds a seat, in any group, of the organisation that owes the action."""
    return subject.organisation_id in actor.organisation_ids


def is_done(_actor: Actor, subject: Promised) -> bool:
    return subject.state is ActionState.DONE


RULES: Rules = {
    Permission.SEE: ((anyone,),),
    Permission.SEE_PERSON: ((sits_in_group,), (speaks_for_owner,)),
    Permission.AGREE: ((runs_the_group,),),
    Permission.REPORT: ((speaks_for_owner,), (moderates,)),
    Permission.CONFIRM: ((is_signed_in, is_done),),
}
