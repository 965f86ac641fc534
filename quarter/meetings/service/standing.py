"""Standing items: what each meeting has on its agenda by itself, and what is noted when its turn comes."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.actions.queries.listing import list_open
from quarter.foundation import clock
from quarter.foundation.multilingual import LOCALES, Words
from quarter.meetings.domain import ItemKind
from quarter.meetings.models import AgendaItem, Meeting, ReportedAction
from quarter.meetings.service.agenda import append
from quarter.places.queries import get_town

FIRST_MEETING = {ItemKind.OPENING: 10, ItemKind.QUESTIONS: 15}  # nothing to approve or to follow up yet
EACH_MEETING = {ItemKind.OPENING: 5, ItemKind.APPROVAL: 5, ItemKind.ACTIONS: 10, ItemKind.QUESTIONS: 15}


def put_standing_items(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """Begin the agenda of a new meeting, in the language of record, or in English where we do not speak it.

    It leaves no trace of its own: they come with each meeting.
    """
    language = meeting.lang if meeting.lang in LOCALES else "en"
    words = Words(language, "UTC")
    for kind, minutes in (EACH_MEETING if _is_there_another_before(session, meeting) else FIRST_MEETING).items():
        append(session, meeting, kind=kind, title=words.label(kind), lang=language, minutes_planned=minutes, now=now)


def _is_there_another_before(session: Session, meeting: Meeting) -> bool:
    """Numbers do not tell: they begin again with each year."""
    query = select(Meeting.id).where(Meeting.group_id == meeting.group_id, col(Meeting.id) < meeting.id)
    return session.scalar(query.limit(1)) is not None


def note_open_actions(session: Session, meeting: Meeting, item: AgendaItem, *, now: datetime) -> None:
    """Keep how the group's open actions stand at this moment: what the meeting heard of them. No trace but the rows."""
    today = clock.local_date(now, get_town(session).timezone)
    rows = [
        {"agenda_item_id": item.id, "action_id": row.id, "due_on": row.due_on, "state": row.state,
         "is_overdue": row.due_on < today}
        for row in list_open(session, meeting.group_id)
    ]  # fmt: skip
    if rows:
        session.execute(sa.insert(ReportedAction), rows)
