"""What every deed of the record begins and ends with."""

from sqlmodel import Session

from quarter.meetings.models import Meeting
from quarter.meetings.service.guards import lock
from quarter.minutes.domain import MinutesState
from quarter.minutes.models import MinutesRecord


def lock_record(session: Session, meeting: Meeting) -> MinutesRecord | None:
    """The record as it is now, kept from others until the end as the meeting is; None: still a draft."""
    lock(session, meeting)
    return session.get(MinutesRecord, meeting.id, with_for_update=True, populate_existing=True)


def step(session: Session, minutes: MinutesRecord, state: MinutesState) -> None:
    """Take the minutes a step further."""
    minutes.state = state
    minutes.version += 1
    session.flush()
