"""What earlier meetings did not reach."""

from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.models import column, list_rows
from quarter.meetings.domain import AHEAD, ItemKind
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.agenda import ITEM, MEETING, find_known

A_YEAR = timedelta(days=365)


def get_left_over(session: Session, meeting_id: int, item_id: int, *, reader: Actor) -> AgendaItem | None:
    """An item of another meeting of the same group, which the deed may find waiting no more; any other is None."""
    meeting, item = session.get(Meeting, meeting_id), find_known(session, item_id, reader=reader)
    origin = session.get(Meeting, item.meeting_id) if item else None
    if meeting is None or origin is None or origin.id == meeting.id or origin.group_id != meeting.group_id:
        return None
    return item


class NotReached(NamedTuple):
    """An item that an earlier meeting left undone."""

    id: int
    title: str
    lang: str
    is_public: bool
    minutes_planned: int
    meeting_id: int
    meeting_number: int


def list_not_reached(session: Session, meeting: Meeting) -> list[NotReached]:
    """What meetings of the last year left undone and no later one has taken up, in the order it was to come.

    A meeting that was called off left all of it undone.

    A part stands here by itself only if its item was reached. Standing items come back anyway.
    """
    parent, again = AgendaItem.__table__.alias(), AgendaItem.__table__.alias()
    query = (
        sa.select(
            column(AgendaItem.id), column(AgendaItem.title), column(AgendaItem.lang), column(AgendaItem.is_public),
            column(AgendaItem.minutes_planned), column(Meeting.id), column(Meeting.number),
        )
        .select_from(AgendaItem.__table__)
        .join(Meeting.__table__, MEETING.id == ITEM.meeting_id)
        .join(parent, parent.c.id == ITEM.parent_id, isouter=True)
        .join(again, again.c.carried_from_id == ITEM.id, isouter=True)
        .where(
            MEETING.group_id == meeting.group_id,
            MEETING.id != meeting.id,
            MEETING.state.not_in(AHEAD),
            MEETING.starts_at > meeting.starts_at - A_YEAR,
            ITEM.kind == ItemKind.MATTER,
            ITEM.started_at.is_(None),
            again.c.id.is_(None),
            sa.or_(parent.c.id.is_(None), parent.c.started_at.is_not(None)),
        )
        .order_by(MEETING.starts_at, MEETING.id, ITEM.position, ITEM.id)
    )  # fmt: skip
    return list_rows(session, query, NotReached)
