"""What the tests of this room find made."""

import pytest

from quarter.accounts.models import Person
from quarter.foundation.actors import Role
from quarter.groups import service as groups
from tests.conftest import NOW
from tests.coordination.due import TODAY


@pytest.fixture
def second_group(database, world) -> int:
    """The moderator moderates the other quarter's group, too."""
    with database.unit_of_work() as session:
        groups.give_seat(
            session, world.admin, world.other_group(session), session.get_one(Person, world.moderator.person_id),
            role=Role.MODERATOR, bench_id=None, organisation_id=None, from_on=TODAY, now=NOW,
        )  # fmt: skip
    return world.other_group_id
