"""Breaks: the meeting pauses, and nobody speaks and nothing is counted until it goes on."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.foundation.actors import Actor
from quarter.foundation.db import insert_if_absent
from quarter.meetings.models import Break, Meeting
from quarter.meetings.service.guards import must_run
from quarter.meetings.service.speaking import take_floor_back


def begin_break(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Pause the meeting; whoever speaks has finished, whoever waits still does. A second press changes nothing.

    It leaves no trace but the break itself, of which the minutes tell.
    """
    must_run(session, meeting)
    take_floor_back(session, meeting, now)
    insert_if_absent(session, Break, meeting_id=meeting.id, begun_at=now)


def end_break(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """The meeting goes on. No trace but the end of the break."""
    must_run(session, meeting)
    close_break(session, meeting, now)


def close_break(session: Session, meeting: Meeting, now: datetime) -> None:
    """End the break that there may be."""
    is_open = col(Break.meeting_id) == meeting.id, col(Break.ended_at).is_(None)
    session.execute(sa.update(Break).where(*is_open).values(ended_at=now))
