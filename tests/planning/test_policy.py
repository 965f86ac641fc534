from types import SimpleNamespace

import pytest

from quarter.foundation.policy import allows
from quarter.planning.policy import Permission


def of(world, *, author=None, is_groups=False):
    return SimpleNamespace(group_id=world.group_id, author_id=author, is_groups=is_groups)


@pytest.mark.parametrize("permission", [Permission.CHANGE, Permission.REWORD, Permission.WITHDRAW])
def test_a_variant_is_its_author_s(world, permission) -> None:
    own = of(world, author=world.resident.person_id)
    assert allows(world.resident, permission, own)
    assert not allows(world.neighbour, permission, own)
    assert not allows(world.anonymous, permission, of(world, author=None))


def test_the_group_s_variant_is_the_moderator_s_even_if_somebody_else_opened_it(world) -> None:
    groups = of(world, author=world.resident.person_id, is_groups=True)
    assert allows(world.moderator, Permission.CHANGE, groups)
    assert allows(world.secretary, Permission.CHANGE, groups)
    for actor in (world.resident, world.initiative, world.admin, world.other_moderator):
        assert not allows(actor, Permission.CHANGE, groups)


def test_the_moderator_withdraws_but_does_not_rewrite_what_a_resident_drew(world) -> None:
    own = of(world, author=world.resident.person_id)
    assert allows(world.moderator, Permission.WITHDRAW, own)
    assert not allows(world.moderator, Permission.CHANGE, own)
    assert not allows(world.other_moderator, Permission.WITHDRAW, own)


def test_only_its_author_rewords_a_variant_and_nobody_the_group_s(world) -> None:
    for actor in (world.moderator, world.secretary, world.admin):
        assert not allows(actor, Permission.REWORD, of(world, author=world.resident.person_id))
    assert not allows(world.moderator, Permission.REWORD, of(world, author=world.moderator.person_id, is_groups=True))


@pytest.mark.parametrize("permission", [Permission.DESCRIBE, Permission.CLOSE])
def test_a_plan_s_course_is_the_moderator_s_and_the_secretary_s(world, permission) -> None:
    assert allows(world.moderator, permission, of(world)) and allows(world.secretary, permission, of(world))
    for actor in (world.resident, world.city, world.admin, world.other_moderator, world.anonymous):
        assert not allows(actor, permission, of(world))


def test_benches_rate(world) -> None:
    for actor in (world.initiative, world.cooperative, world.city, world.substitute):
        assert allows(actor, Permission.RATE, of(world))
    for actor in (world.resident, world.moderator, world.observer, world.other_member, world.anonymous):
        assert not allows(actor, Permission.RATE, of(world))
