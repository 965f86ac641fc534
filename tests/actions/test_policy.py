"""Who may note what was agreed, and who may report on it."""

from types import SimpleNamespace

import pytest

from quarter.actions.domain import ActionState
from quarter.actions.policy import Permission
from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.foundation.policy import allows

ACTION = SimpleNamespace(group_id=1, organisation_id=5, state=ActionState.OPEN)


def holder(role: Role, *, group_id: int = 1, organisation_id: int | None = None) -> Actor:
    return Actor(person_id=7, seats=(SeatHeld(1, group_id, None, organisation_id, role),))


@pytest.mark.parametrize(
    ("actor", "deeds"),
    [
        (ANONYMOUS, set()),
        (Actor(person_id=7), set()),
        (Actor(person_id=7, is_admin=True), set()),
        (holder(Role.MEMBER), {Permission.SEE_PERSON}),
        (holder(Role.MEMBER, organisation_id=6), {Permission.SEE_PERSON}),
        (holder(Role.MEMBER, organisation_id=5), {Permission.SEE_PERSON, Permission.REPORT}),
        (holder(Role.SUBSTITUTE, group_id=2, organisation_id=5), {Permission.SEE_PERSON, Permission.REPORT}),
        (holder(Role.SECRETARY), {Permission.SEE_PERSON, Permission.AGREE}),
        (holder(Role.MODERATOR), {Permission.SEE_PERSON, Permission.AGREE, Permission.REPORT}),
        (holder(Role.MODERATOR, group_id=2), set()),
    ],
)
def test_deeds(actor: Actor, deeds: set[Permission]) -> None:
    allowed = {permission for permission in Permission if allows(actor, permission, ACTION)}
    assert allowed == deeds | {Permission.SEE}


def test_what_is_reported_as_done_is_confirmed_by_people_who_signed_in() -> None:
    done = SimpleNamespace(state=ActionState.DONE)
    assert allows(Actor(person_id=7), Permission.CONFIRM, done)
    assert not allows(ANONYMOUS, Permission.CONFIRM, done)
