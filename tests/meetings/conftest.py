"""What the tests of this room find made."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session

from tests.factories.world import World
from tests.meetings.evening import Look, Make


@pytest.fixture
def make(app: Flask, world: World) -> Make:
    """Do something with the services and commit it: `make(planned)` gives back the meeting's id."""

    def do(deed: Callable[..., Any], *args: Any, **values: Any) -> int | None:
        with app.extensions["quarter.database"].unit_of_work() as session:
            return getattr(deed(session, world, *args, **values), "id", None)

    return do


@pytest.fixture
def look(app: Flask) -> Look:
    """Read something from the database: `look(lambda session: …)`."""

    def read(deed: Callable[[Session], Any]) -> Any:
        with app.extensions["quarter.database"].session(writes=False) as session:
            return deed(session)

    return read
