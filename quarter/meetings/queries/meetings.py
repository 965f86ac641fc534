"""Meetings: the list, and one of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.foundation.pagination import Page, keyset_page
from quarter.groups.models import Group
from quarter.meetings.domain import MeetingState
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.records import records

A_YEAR = timedelta(days=365)
MANY = 20  # coming meetings on one page; a group plans a year ahead at most


@dataclass(frozen=True)
class MeetingOfGroup:
    """A meeting with its group, and how far its minutes are."""

    meeting: Meeting
    group: Group
    minutes_state: StrEnum

    @property
    def group_id(self) -> int:
        return self.meeting.group_id


def get_meeting(session: Session, meeting_id: int) -> Meeting | None:
    return session.get(Meeting, meeting_id)


def get_meeting_of_group(session: Session, meeting_id: int) -> MeetingOfGroup | None:
    """A meeting as its page shows it, in one statement."""
    row = session.execute(_with_group(), {"meeting_id": meeting_id}).one_or_none()
    return MeetingOfGroup(*row) if row else None


@cache
def _with_group() -> Any:
    """Built once: it is the page that is read most."""
    query = select(Meeting, Group, records().state).join(Group, col(Group.id) == Meeting.group_id)
    return query.where(Meeting.id == sa.bindparam("meeting_id"))


def list_coming(session: Session, *, quarter: int | None = None, group: int | None = None) -> list[sa.Row]:
    """Running and planned meetings, the next first.

    Rows: (id, number, starts_at, held, place, state, group_id, group, items).
    """
    query = _rows(quarter, group).where(Meeting.state != MeetingState.ENDED)
    return list(session.execute(query.order_by(Meeting.starts_at, Meeting.id).limit(MANY)).all())


def list_past(
    session: Session, *, quarter: int | None = None, group: int | None = None, after: str | None = None
) -> Page:
    """Ended meetings page by page, the latest first; rows as in `list_coming`, and `minutes_state`."""
    rows = _rows(quarter, group).add_columns(records().state.label("minutes_state"))
    query = rows.where(Meeting.state == MeetingState.ENDED)
    return keyset_page(session, query, (col(Meeting.starts_at), col(Meeting.id)), after)


def list_for_calendar(session: Session, group_ids: Collection[int], now: datetime) -> Sequence[Any]:
    """(Meeting, name of its group) of these groups, or of all if none is named, from a year ago on."""
    query = select(Meeting, Group.name).join(Group, col(Group.id) == Meeting.group_id)
    if group_ids:
        query = query.where(col(Meeting.group_id).in_(group_ids))
    return session.execute(query.where(Meeting.starts_at > now - A_YEAR).order_by(Meeting.starts_at, Meeting.id)).all()


def list_held(
    session: Session, group_id: int, since: datetime, until: datetime, *, for_everybody: bool = False
) -> Sequence[int]:
    """The ids of a group's ended meetings that began in a span of time, in their order.

    Those `for_everybody` have minutes that went round: only the group reads drafts.
    """
    query = select(Meeting.id).where(
        Meeting.group_id == group_id,
        Meeting.state == MeetingState.ENDED,
        col(Meeting.starts_at) >= since,
        col(Meeting.starts_at) < until,
    )
    if for_everybody:
        query = query.where(col(Meeting.record_went_round_at).is_not(None))
    return session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).all()


def next_meeting(session: Session, group_id: int) -> sa.Row | None:
    """The group's running or next planned meeting, as a row of `list_coming`."""
    return session.execute(_next(), {"group_id": group_id}).one_or_none()


@cache
def _next() -> Any:
    """Built once: the start page asks it each time."""
    query = _rows(None, None).where(Meeting.group_id == sa.bindparam("group_id"), Meeting.state != MeetingState.ENDED)
    return query.order_by(Meeting.starts_at, Meeting.id).limit(1)


def _rows(quarter: int | None, group: int | None) -> Any:
    items = sa.select(sa.func.count()).where(col(AgendaItem.meeting_id) == Meeting.id).scalar_subquery()
    query = (
        select(
            Meeting.id, Meeting.number, Meeting.starts_at, Meeting.held, Meeting.place, Meeting.state, Meeting.group_id,
            Group.name.label("group"), items.label("items"),
        )
        .join(Group, col(Group.id) == Meeting.group_id)
    )  # fmt: skip
    if quarter is not None:
        query = query.where(Group.quarter_id == quarter)
    return query if group is None else query.where(Meeting.group_id == group)
