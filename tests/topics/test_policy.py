from dataclasses import dataclass

import pytest

from quarter.foundation.policy import allows
from quarter.topics.policy import Permission


@dataclass
class Thing:
    group_id: int


@pytest.mark.parametrize(
    ("who", "may_write"),
    [
        ("anonymous", False),
        ("resident", False),
        ("city", False),
        ("observer", False),
        ("admin", False),
        ("secretary", True),
        ("moderator", True),
        ("other_moderator", False),
    ],
)
def test_all_may_read_and_those_who_keep_minutes_write(world, who, may_write):
    actor, group = getattr(world, who), Thing(world.group_id)
    assert allows(actor, Permission.SEE, group)
    assert allows(actor, Permission.OPEN, group) is may_write
    assert allows(actor, Permission.DESCRIBE, group) is may_write
