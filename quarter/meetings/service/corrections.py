"""After the approval nothing in minutes is changed: a correction is an item of a later meeting that points back."""

from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.service.agenda import MINUTES, append, is_public, record_added
from quarter.meetings.service.guards import must_not_have_ended


def add_correction(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    corrected: AgendaItem,
    *,
    title: str,
    lang: str,
    minutes_planned: int = MINUTES,
    now: datetime,
) -> AgendaItem:
    """Put on the agenda what is to be corrected in the approved minutes of an earlier meeting of the group.

    What corrects an item that is not public is not public either.
    """
    must_not_have_ended(session, meeting)
    earlier = session.get_one(Meeting, corrected.meeting_id)
    if earlier.record_closed_at is None or earlier.group_id != meeting.group_id:
        raise Refusal(MeetingRefusal.NOTHING_TO_CORRECT)
    item = append(
        session, meeting, title=title, lang=lang, minutes_planned=minutes_planned, corrects_id=corrected.id,
        is_public=is_public(session, corrected), now=now,
    )  # fmt: skip
    record_added(session, actor, meeting, item, now)
    return item
