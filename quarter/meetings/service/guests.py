"""Guests: whoever is in the room without a seat. They have no vote, and the minutes name them."""

from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.recording import record
from quarter.meetings.events import Arrived, Left
from quarter.meetings.models import Guest, Meeting
from quarter.meetings.service.course import SLIP
from quarter.meetings.service.guards import must_run
from quarter.meetings.service.speaking import strike_off


def welcome_guest(
    session: Session, actor: Actor, meeting: Meeting, *, name: str, organisation: str = "",
    is_named_publicly: bool = False, now: datetime,
) -> Guest:  # fmt: skip
    """Note that a guest has come in. Whoever comes back is noted again.

    `is_named_publicly`: the guest has said so; else the public version of the minutes has their initials.
    """
    must_run(session, meeting)
    guest = Guest(
        meeting_id=meeting.id, name=name, organisation=organisation, arrived_at=now,
        is_named_publicly=is_named_publicly,
    )  # fmt: skip
    session.add(guest)
    session.flush()
    record(session, actor, Arrived(**meeting.as_subject(), guest_id=guest.id), now=now)
    return guest


def see_guest_off(session: Session, actor: Actor, meeting: Meeting, guest: Guest, *, now: datetime) -> None:
    """Note that a guest has left, who then is not on the speaking list any more.

    Whoever was noted less than a minute ago was a slip: no minutes tell of it.
    """
    must_run(session, meeting)
    session.refresh(guest)
    if guest.left_at is not None:
        return
    strike_off(session, meeting, now, guest_id=guest.id)
    record(session, actor, Left(**meeting.as_subject(), guest_id=guest.id), now=now)
    if guest.arrived_at > now - SLIP:
        session.delete(guest)
    else:
        guest.left_at = now
    session.flush()
