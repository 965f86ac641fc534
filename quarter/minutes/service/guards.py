"""What every deed of the record begins and ends with."""

from sqlmodel import Session

from quarter.minutes.domain import MinutesState
from quarter.minutes.models import MinutesRecord


def step(session: Session, minutes: MinutesRecord, state: MinutesState) -> None:
    """Take the minutes a step further."""
    minutes.state = state
    minutes.version += 1
    session.flush()
