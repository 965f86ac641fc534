"""Which items put earlier minutes right: seen from the earlier meeting, and from the later one."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.models import column, given, list_rows
from quarter.meetings.domain import MeetingState
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.agenda import ITEM, MEETING, Numbering


class CorrectingItem(NamedTuple):
    """The item of a later meeting that puts the item `corrects_id` right."""

    corrects_id: int
    item_id: int
    number: str
    is_public: bool
    meeting_id: int
    meeting: int
    state: MeetingState


def list_corrections(session: Session, meeting_id: int) -> list[CorrectingItem]:
    """What corrects the minutes of a meeting, the oldest first."""
    return list_rows(session, _corrections(), CorrectingItem, of_meeting=meeting_id)


class CorrectedItem(NamedTuple):
    """The item of an earlier meeting that the item `id` puts right."""

    id: int
    item_id: int
    number: str
    title: str
    lang: str
    is_public: bool
    meeting_id: int
    meeting: int
    held_at: datetime


def list_corrected(session: Session, meeting_id: int) -> Mapping[int, CorrectedItem]:
    """What the items of a meeting correct, by the id of the correcting item."""
    return {item.id: item for item in list_rows(session, _corrected(), CorrectedItem, of_meeting=meeting_id)}


@cache
def _corrections() -> sa.Select[int, int, str, bool, int, int, MeetingState]:
    own = sa.select(ITEM.id).where(ITEM.meeting_id == sa.bindparam("of_meeting"))
    numbered = _numbered(sa.select(ITEM.meeting_id).where(ITEM.corrects_id.in_(own)))
    return (
        sa.select(
            given(AgendaItem.corrects_id), column(AgendaItem.id), numbered.c.number, numbered.c.is_public,
            column(Meeting.id), column(Meeting.number), column(Meeting.state),
        )
        .select_from(AgendaItem.__table__)
        .join(numbered, numbered.c.id == ITEM.id)
        .join(Meeting.__table__, MEETING.id == ITEM.meeting_id)
        .where(ITEM.corrects_id.in_(own))
        .order_by(MEETING.starts_at, ITEM.id)
    )  # fmt: skip


@cache
def _corrected() -> sa.Select[int, int, str, str, str, bool, int, int, datetime]:
    wanted = sa.select(ITEM.id, ITEM.corrects_id).where(
        ITEM.meeting_id == sa.bindparam("of_meeting"), ITEM.corrects_id.is_not(None)
    )
    correcting = wanted.subquery()
    earlier = sa.select(ITEM.meeting_id).where(ITEM.id.in_(sa.select(correcting.c.corrects_id)))
    numbered = _numbered(earlier)
    held_at: sa.ColumnElement[datetime] = sa.func.coalesce(MEETING.opened_at, MEETING.starts_at)
    return (
        sa.select(
            column(AgendaItem.id, correcting), column(AgendaItem.id), numbered.c.number, column(AgendaItem.title),
            column(AgendaItem.lang), numbered.c.is_public, column(Meeting.id), column(Meeting.number), held_at,
        )
        .select_from(correcting)
        .join(AgendaItem.__table__, ITEM.id == correcting.c.corrects_id)
        .join(numbered, numbered.c.id == ITEM.id)
        .join(Meeting.__table__, MEETING.id == ITEM.meeting_id)
    )  # fmt: skip


def _numbered(meetings: sa.Select[int]) -> sa.Subquery:
    """Id, number and is_public of all items of some meetings: numbers count the whole agenda."""
    numbers = Numbering()
    query = (
        sa.select(ITEM.id, numbers.number, numbers.is_public)
        .select_from(AgendaItem.__table__)
        .join(numbers.parent, numbers.parent.c.id == ITEM.parent_id, isouter=True)
    )
    return query.where(ITEM.meeting_id.in_(meetings)).subquery()
