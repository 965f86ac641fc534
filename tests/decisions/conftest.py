"""What the tests of this room find made."""

import pytest


@pytest.fixture
def made(database, world):
    """Does a deed in a session of its own; answers the decision's id."""

    def make(deed, **changes) -> int:
        with database.unit_of_work() as session:
            return deed(session, world, **changes).id

    return make
