"""Who may decide what: asked of plain actors, without a database."""

from types import SimpleNamespace

import pytest

from quarter.decisions.policy import Permission
from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.foundation.policy import allows

OURS = SimpleNamespace(group_id=1)


def holder(role: Role, group_id: int = 1) -> Actor:
    return Actor(person_id=7, seats=(SeatHeld(1, group_id, None, None, role),))


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor(person_id=7), holder(Role.MEMBER, group_id=2)])
def test_everybody_reads_but_strangers_do_nothing_else(actor: Actor) -> None:
    allowed = {permission for permission in Permission if allows(actor, permission, OURS)}
    assert allowed == {Permission.SEE}


@pytest.mark.parametrize(
    ("role", "deeds"),
    [
        (Role.MEMBER, {Permission.PROPOSE, Permission.CAST}),
        (Role.SUBSTITUTE, set()),
        (Role.OBSERVER, set()),
        (Role.SECRETARY, {Permission.PROPOSE, Permission.OPEN, Permission.COUNT, Permission.CLOSE}),
        (Role.MODERATOR, {Permission.PROPOSE, Permission.OPEN, Permission.COUNT, Permission.CLOSE}),
    ],
)
def test_each_seat_has_its_deeds(role: Role, deeds: set[Permission]) -> None:
    allowed = {permission for permission in Permission if allows(holder(role), permission, OURS)}
    assert allowed == deeds | {Permission.SEE}


def test_an_administrator_takes_no_part() -> None:
    admin = Actor(person_id=7, is_admin=True)
    assert {permission for permission in Permission if allows(admin, permission, OURS)} == {Permission.SEE}
