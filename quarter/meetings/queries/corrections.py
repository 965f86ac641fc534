"""Which items put earlier minutes right: seen from the earlier meeting, and from the later one."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.agenda import Numbering


def list_corrections(session: Session, meeting_id: int) -> list[sa.Row]:
    """What corrects the minutes of a meeting, the oldest first.

    Rows: (corrects_id, item_id, number, is_public, meeting_id, meeting, state).
    """
    return list(session.execute(_corrections(), {"of_meeting": meeting_id}).all())


def list_corrected(session: Session, meeting_id: int) -> Mapping[int, sa.Row]:
    """What the items of a meeting correct, by the id of the correcting item.

    Rows: (id, item_id, number, title, lang, is_public, meeting_id, meeting, held_at).
    """
    return {row.id: row for row in session.execute(_corrected(), {"of_meeting": meeting_id})}


@cache
def _corrections() -> Any:
    own = select(AgendaItem.id).where(AgendaItem.meeting_id == sa.bindparam("of_meeting"))
    numbered = _numbered(select(AgendaItem.meeting_id).where(col(AgendaItem.corrects_id).in_(own)))
    return (
        select(
            AgendaItem.corrects_id, AgendaItem.id.label("item_id"), numbered.c.number, numbered.c.is_public,
            Meeting.id.label("meeting_id"), Meeting.number.label("meeting"), Meeting.state,
        )
        .join(numbered, numbered.c.id == AgendaItem.id)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id)
        .where(col(AgendaItem.corrects_id).in_(own))
        .order_by(Meeting.starts_at, AgendaItem.id)
    )  # fmt: skip


@cache
def _corrected() -> Any:
    wanted = select(AgendaItem.id, AgendaItem.corrects_id).where(
        AgendaItem.meeting_id == sa.bindparam("of_meeting"), col(AgendaItem.corrects_id).is_not(None)
    )
    correcting = wanted.subquery()
    earlier = select(AgendaItem.meeting_id).where(col(AgendaItem.id).in_(select(correcting.c.corrects_id)))
    numbered = _numbered(earlier)
    return (
        select(
            correcting.c.id, AgendaItem.id.label("item_id"), numbered.c.number, AgendaItem.title, AgendaItem.lang,
            numbered.c.is_public, Meeting.id.label("meeting_id"), Meeting.number.label("meeting"),
            sa.func.coalesce(Meeting.opened_at, Meeting.starts_at, type_=Meeting.__table__.c.starts_at.type)
            .label("held_at"),
        )
        .select_from(correcting)
        .join(AgendaItem, col(AgendaItem.id) == correcting.c.corrects_id)
        .join(numbered, numbered.c.id == AgendaItem.id)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id)
    )  # fmt: skip


def _numbered(meetings: Any) -> Any:
    """(id, place, part, number, is_public) of all items of some meetings: numbers count the whole agenda."""
    numbers = Numbering()
    query = select(AgendaItem.id, *numbers.columns).join(
        numbers.parent, numbers.parent.id == AgendaItem.parent_id, isouter=True
    )
    return query.where(col(AgendaItem.meeting_id).in_(meetings)).subquery()
