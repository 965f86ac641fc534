from types import SimpleNamespace

import pytest

from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.foundation.policy import allows
from quarter.meetings.policy import Permission
from quarter.minutes.domain import SIGNERS, MinutesState

HERE, ELSEWHERE = 1, 2
KEEPERS = (Role.MODERATOR, Role.SECRETARY)


def holding(role: Role, group_id: int = HERE) -> Actor:
    return Actor(person_id=7, seats=(SeatHeld(1, group_id, None, None, role),))


def minutes(state: MinutesState) -> SimpleNamespace:
    return SimpleNamespace(
        group_id=HERE, minutes_state=state, seat_id=2, unsigned=set(SIGNERS), signers=set(),
        proposer_id=1, is_public=False,
    )  # fmt: skip


MEETING = SimpleNamespace(group_id=HERE)
FOR_ALL = (Permission.SEE, Permission.PROPOSE)
ADMIN = Actor(person_id=8, is_admin=True)


def test_everybody_may_know_of_a_meeting() -> None:
    assert allows(ANONYMOUS, Permission.SEE, MEETING)


@pytest.mark.parametrize("permission", [Permission.SCHEDULE, Permission.INVITE, Permission.SET_AGENDA])
def test_only_the_moderator_plans(permission: Permission) -> None:
    assert [role for role in Role if allows(holding(role), permission, MEETING)] == [Role.MODERATOR]


@pytest.mark.parametrize("permission", [Permission.RUN, Permission.WRITE_NOTES, Permission.COUNT])
def test_secretary_and_moderator_run_the_meeting(permission: Permission) -> None:
    allowed = {role for role in Role if allows(holding(role), permission, MEETING)}
    assert allowed == set(KEEPERS)


@pytest.mark.parametrize("permission", [each for each in Permission if each not in FOR_ALL])
def test_the_moderator_of_another_group_and_the_administration_take_no_part(permission: Permission) -> None:
    draft = minutes(MinutesState.DRAFT)
    assert not allows(holding(Role.MODERATOR, ELSEWHERE), permission, draft)
    assert not allows(ADMIN, permission, draft)
    assert not allows(ANONYMOUS, permission, draft)
