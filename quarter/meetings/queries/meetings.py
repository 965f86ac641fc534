"""Meetings: the list, and one of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.models import column, get_row, list_rows
from quarter.foundation.pagination import Page, keyset_page
from quarter.groups.models import Group
from quarter.meetings.domain import AHEAD, Held, MeetingState
from quarter.meetings.models import Meeting
from quarter.meetings.queries.agenda import ITEM, MEETING
from quarter.meetings.records import records

GROUP = Group.__table__.c
Lines = sa.Select[int, int, datetime, Held, str, MeetingState, int, str, int]
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
    return get_row(session, _with_group(), MeetingOfGroup, meeting_id=meeting_id)


@cache
def _with_group() -> sa.Select[Meeting, Group, StrEnum]:
    """Built once: it is the page that is read most."""
    query = sa.select(Meeting, Group, records().state).join(Group, GROUP.id == MEETING.group_id)
    return query.where(MEETING.id == sa.bindparam("meeting_id"))


class MeetingLine(NamedTuple):
    """A meeting in a list, with how many items its agenda has; of ended ones, how far their minutes are."""

    id: int
    number: int
    starts_at: datetime
    held: Held
    place: str
    state: MeetingState
    group_id: int
    group: str
    items: int
    minutes_state: StrEnum | None = None


def list_coming(
    session: Session, *, now: datetime, quarter: int | None = None, group: int | None = None
) -> list[MeetingLine]:
    """Running and planned meetings, the next first, and those called off that somebody may still want to come to."""
    query = _lines(quarter, group).where(sa.or_(MEETING.state.in_(AHEAD), _is_off(MEETING.starts_at >= now)))
    return list_rows(session, query.order_by(MEETING.starts_at, MEETING.id).limit(MANY), MeetingLine)


def list_ahead(session: Session, group_id: int) -> list[MeetingLine]:
    """A group's running and planned meetings, the next first: on whose agenda something can be put."""
    query = _lines(None, group_id).where(MEETING.state.in_(AHEAD))
    return list_rows(session, query.order_by(MEETING.starts_at, MEETING.id).limit(MANY), MeetingLine)


def list_past(
    session: Session, *, now: datetime, quarter: int | None = None, group: int | None = None, after: str | None = None
) -> Page[MeetingLine]:
    """Ended meetings, and what was called off, page by page, the latest first."""
    is_past = sa.or_(MEETING.state == MeetingState.ENDED, _is_off(MEETING.starts_at < now))
    query = _lines(quarter, group).add_columns(records().state).where(is_past)
    return keyset_page(session, query, (MEETING.starts_at, MEETING.id), after, row=MeetingLine)


def _is_off(when: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(MEETING.state == MeetingState.CALLED_OFF, when)


class MeetingInCalendar(NamedTuple):
    """A meeting, and the name of its group."""

    meeting: Meeting
    group: str


def list_for_calendar(session: Session, group_ids: Collection[int], now: datetime) -> list[MeetingInCalendar]:
    """The meetings of these groups, or of all if none is named, from a year ago on."""
    query = sa.select(Meeting, column(Group.name)).join(Group.__table__, GROUP.id == MEETING.group_id)
    if group_ids:
        query = query.where(MEETING.group_id.in_(group_ids))
    query = query.where(MEETING.starts_at > now - A_YEAR).order_by(MEETING.starts_at, MEETING.id)
    return list_rows(session, query, MeetingInCalendar)


def list_held(
    session: Session, group_id: int, since: datetime, until: datetime, *, for_everybody: bool = False
) -> Sequence[int]:
    """The ids of a group's ended meetings that began in a span of time, in their order.

    Those `for_everybody` have minutes that went round: only the group reads drafts.
    """
    query = sa.select(column(Meeting.id)).where(
        MEETING.group_id == group_id,
        MEETING.state == MeetingState.ENDED,
        MEETING.starts_at >= since,
        MEETING.starts_at < until,
    )
    if for_everybody:
        query = query.where(MEETING.record_went_round_at.is_not(None))
    return session.scalars(query.order_by(MEETING.starts_at, MEETING.id)).all()


def next_meeting(session: Session, group_id: int) -> MeetingLine | None:
    """The group's running or next planned meeting."""
    return get_row(session, _next(), MeetingLine, group_id=group_id)


@cache
def _next() -> Lines:
    """Built once: the start page asks it each time."""
    query = _lines(None, None).where(MEETING.group_id == sa.bindparam("group_id"), MEETING.state.in_(AHEAD))
    return query.order_by(MEETING.starts_at, MEETING.id).limit(1)


def _lines(quarter: int | None, group: int | None) -> Lines:
    items = sa.select(sa.func.count()).where(ITEM.meeting_id == MEETING.id).scalar_subquery()
    query = sa.select(
        column(Meeting.id), column(Meeting.number), column(Meeting.starts_at), column(Meeting.held),
        column(Meeting.place), column(Meeting.state), column(Meeting.group_id), column(Group.name), items,
    ).join(Group.__table__, GROUP.id == MEETING.group_id)  # fmt: skip
    if quarter is not None:
        query = query.where(GROUP.quarter_id == quarter)
    return query if group is None else query.where(MEETING.group_id == group)
