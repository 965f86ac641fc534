"""What earlier meetings did not reach."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from quarter.meetings.domain import ItemKind, MeetingState
from quarter.meetings.models import AgendaItem, Meeting

A_YEAR = timedelta(days=365)


def get_left_over(session: Session, meeting_id: int, item_id: int) -> AgendaItem | None:
    """An item of another meeting of the same group, which the deed may find waiting no more; any other is None."""
    meeting, item = session.get(Meeting, meeting_id), session.get(AgendaItem, item_id)
    origin = session.get(Meeting, item.meeting_id) if item else None
    if meeting is None or origin is None or origin.id == meeting.id or origin.group_id != meeting.group_id:
        return None
    return item


def list_not_reached(session: Session, meeting: Meeting) -> list[sa.Row]:
    """What ended meetings of the last year left undone and no later one has taken up, in the order it was to come.

    A part stands here by itself only if its item was reached. Standing items come back anyway.
    Rows: (id, title, lang, is_public, minutes_planned, meeting_id, meeting_number).
    """
    parent, again = aliased(AgendaItem), aliased(AgendaItem)
    item: Any = AgendaItem
    query = (
        select(
            item.id, item.title, item.lang, item.is_public, item.minutes_planned,
            col(Meeting.id).label("meeting_id"), col(Meeting.number).label("meeting_number"),
        )
        .join(Meeting, col(Meeting.id) == item.meeting_id)
        .join(parent, parent.id == item.parent_id, isouter=True)
        .join(again, again.carried_from_id == item.id, isouter=True)
        .where(
            Meeting.group_id == meeting.group_id,
            Meeting.id != meeting.id,
            Meeting.state == MeetingState.ENDED,
            Meeting.starts_at > meeting.starts_at - A_YEAR,
            item.kind == ItemKind.MATTER,
            item.started_at.is_(None),
            again.id.is_(None),
            sa.or_(parent.id.is_(None), parent.started_at.is_not(None)),
        )
        .order_by(Meeting.starts_at, Meeting.id, item.position, item.id)
    )  # fmt: skip
    return list(session.execute(query).all())
