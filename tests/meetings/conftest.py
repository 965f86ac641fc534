"""What the tests of this room find made."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from quarter.foundation.db import Database
from tests.meetings.evening import Look


@pytest.fixture
def look(database: Database) -> Look:
    """Read something from the database: `look(lambda session: …)`."""

    def read(deed: Callable[[Session], Any]) -> Any:
        with database.session(writes=False) as session:
            return deed(session)

    return read
