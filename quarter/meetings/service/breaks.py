"""Breaks: the meeting pauses, and nothing is counted until it goes on."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.db import insert_if_absent
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import Reason
from quarter.meetings.models import Break, Meeting
from quarter.meetings.service.guards import must_run


def begin_break(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Pause the meeting; a second press changes nothing."""
    must_run(session, meeting)
    insert_if_absent(session, Break, meeting_id=meeting.id, begun_at=now)


def end_break(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """The meeting goes on."""
    must_run(session, meeting)
    close_break(session, meeting, now)


def close_break(session: Session, meeting: Meeting, now: datetime) -> None:
    """End the break that there may be."""
    session.execute(sa.update(Break).where(*_open(meeting)).values(ended_at=now))


def must_not_pause(session: Session, meeting: Meeting) -> None:
    """Whoever votes is in the room, and during a break nobody has to be."""
    if session.scalar(select(Break.id).where(*_open(meeting))) is not None:
        raise Refusal(Reason.MEETING_HAS_A_BREAK)


def _open(meeting: Meeting) -> tuple[sa.ColumnElement[bool], ...]:
    return col(Break.meeting_id) == meeting.id, col(Break.ended_at).is_(None)
