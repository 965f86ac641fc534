"""Who coordinates, and who sits at which desk."""

from types import SimpleNamespace

import pytest

from quarter.coordination.policy import Permission
from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.foundation.policy import allows

SUBJECT = SimpleNamespace(group_id=1, organisation_id=5)


def holder(role: Role, *, group_id: int = 1, organisation_id: int | None = None) -> Actor:
    return Actor(person_id=7, seats=(SeatHeld(1, group_id, None, organisation_id, role),))


@pytest.mark.parametrize(
    ("actor", "deeds"),
    [
        (ANONYMOUS, set()),
        (Actor(person_id=7), set()),
        (Actor(person_id=7, is_admin=True), set()),
        (holder(Role.MEMBER), set()),
        (holder(Role.MEMBER, organisation_id=5), {Permission.SIT, Permission.DESK}),
        (holder(Role.SUBSTITUTE, group_id=2, organisation_id=5), {Permission.SIT, Permission.DESK}),
        (holder(Role.OBSERVER, organisation_id=6), {Permission.SIT}),
        (holder(Role.SECRETARY), {Permission.ENTER, Permission.COORDINATE}),
        (holder(Role.MODERATOR), {Permission.ENTER, Permission.COORDINATE}),
        (holder(Role.MODERATOR, group_id=2), {Permission.ENTER}),
        (holder(Role.MODERATOR, organisation_id=5), set(Permission)),
    ],
)
def test_deeds(actor: Actor, deeds: set[Permission]) -> None:
    assert {permission for permission in Permission if allows(actor, permission, SUBJECT)} == deeds
