from types import SimpleNamespace

import pytest

from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.foundation.policy import allows
from quarter.minutes.domain import SIGNERS, MinutesState
from quarter.minutes.policy import Permission

HERE, ELSEWHERE = 1, 2
ADMIN = Actor(person_id=8, is_admin=True)


def holding(role: Role, group_id: int = HERE) -> Actor:
    return Actor(person_id=7, seats=(SeatHeld(1, group_id, None, None, role),))


def minutes(state: MinutesState) -> SimpleNamespace:
    return SimpleNamespace(group_id=HERE, minutes_state=state, unsigned=set(SIGNERS), signers=set())


@pytest.mark.parametrize("permission", list(Permission))
def test_the_moderator_of_another_group_and_the_administration_take_no_part(permission: Permission) -> None:
    draft = minutes(MinutesState.DRAFT)
    assert not allows(holding(Role.MODERATOR, ELSEWHERE), permission, draft)
    assert not allows(ADMIN, permission, draft)
    assert not allows(ANONYMOUS, permission, draft)


def test_drafts_are_read_by_the_group_and_circulated_minutes_by_everybody() -> None:
    assert not allows(ANONYMOUS, Permission.SEE, minutes(MinutesState.DRAFT))
    assert allows(holding(Role.OBSERVER), Permission.SEE, minutes(MinutesState.DRAFT))
    for state in (MinutesState.CIRCULATED, MinutesState.APPROVED, MinutesState.SEALED):
        assert allows(ANONYMOUS, Permission.SEE, minutes(state))


@pytest.mark.parametrize(
    ("permission", "role", "states"),
    [
        (Permission.CIRCULATE, Role.SECRETARY, [MinutesState.DRAFT, MinutesState.CIRCULATED]),
        (Permission.APPROVE, Role.MODERATOR, [MinutesState.CIRCULATED]),
        (Permission.APPROVE, Role.SECRETARY, []),
        (Permission.SIGN, Role.MODERATOR, [MinutesState.APPROVED]),
        (Permission.SIGN, Role.SECRETARY, [MinutesState.APPROVED]),
        (Permission.SIGN, Role.MEMBER, []),
        (Permission.SEAL, Role.MODERATOR, [MinutesState.CIRCULATED, MinutesState.APPROVED]),
        (Permission.SEAL, Role.SECRETARY, []),
        (Permission.SEAL, Role.MEMBER, []),
    ],
)
def test_each_step_of_the_minutes_has_its_time(permission: Permission, role: Role, states: list[MinutesState]) -> None:
    assert [state for state in MinutesState if allows(holding(role), permission, minutes(state))] == states
