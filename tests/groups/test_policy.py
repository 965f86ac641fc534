"""What seats allow, and only in their own group."""

from dataclasses import dataclass

import pytest

from quarter.foundation.policy import allows
from quarter.groups import policy
from quarter.groups.policy import Permission

EVERYBODY = (
    "anonymous", "resident", "initiative", "neighbour", "cooperative", "second_cooperative", "city", "second_city",
    "substitute", "observer", "secretary", "moderator", "admin", "other_moderator", "other_member",
)  # fmt: skip
MEMBERS = {"initiative", "neighbour", "cooperative", "second_cooperative", "city", "second_city"}


@dataclass
class Thing:
    """Anything that belongs to a group."""

    group_id: int


@pytest.mark.parametrize(
    ("predicate", "who"),
    [
        ("sits_in_group", MEMBERS | {"substitute", "observer", "secretary", "moderator"}),
        ("is_member", MEMBERS),
        ("moderates", {"moderator"}),
        ("runs_the_group", {"secretary", "moderator"}),
        ("moderates_somewhere", {"moderator", "other_moderator"}),
    ],
)
def test_who_counts_as_what(world, predicate, who):
    holds = getattr(policy, predicate)
    assert {name for name in EVERYBODY if holds(getattr(world, name), Thing(world.group_id))} == who


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        (Permission.SEE, set(EVERYBODY)),
        (Permission.ADD_ORGANISATION, {"moderator", "other_moderator", "admin"}),
        (Permission.GIVE_SEATS, {"moderator", "admin"}),
    ],
)
def test_who_may_do_what(world, permission, who):
    assert {name for name in EVERYBODY if allows(getattr(world, name), permission, Thing(world.group_id))} == who
