"""What standing items are about: minutes that wait for approval, and how the open actions stood."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.models import column, list_rows, maybe
from quarter.foundation.subjects import known_to
from quarter.groups.models import Organisation
from quarter.meetings.domain import AHEAD, MeetingState
from quarter.meetings.models import Meeting, ReportedAction
from quarter.meetings.queries.agenda import MEETING
from quarter.meetings.records import records

REPORTED, ACTION = ReportedAction.__table__.c, Action.__table__.c
ORGANISATION, PERSON = Organisation.__table__.c, Person.__table__.c


class MinutesToApprove(NamedTuple):
    """An earlier meeting whose minutes wait for the approval, or were approved in the meeting that asks."""

    id: int
    number: int
    starts_at: datetime
    group_id: int
    minutes_state: StrEnum
    record_went_round_at: datetime | None
    is_approved_here: bool


def list_minutes_to_approve(session: Session, meeting: Meeting) -> list[MinutesToApprove]:
    """The minutes that a meeting has approved and, until it ends, those of earlier meetings that wait for it.

    The earliest first.
    """
    approved_here = records().approved_in_id == meeting.id
    wanted: sa.ColumnElement[bool] = approved_here
    if meeting.state in AHEAD:
        waits = sa.and_(MEETING.state == MeetingState.ENDED, MEETING.record_closed_at.is_(None))
        wanted = sa.or_(approved_here, waits)
    query = (
        sa.select(
            column(Meeting.id), column(Meeting.number), column(Meeting.starts_at), column(Meeting.group_id),
            records().state, column(Meeting.record_went_round_at), sa.func.coalesce(approved_here, sa.false()),
        )
        .where(MEETING.group_id == meeting.group_id, MEETING.id != meeting.id, wanted)
        .order_by(MEETING.starts_at, MEETING.id)
    )  # fmt: skip
    return list_rows(session, query, MinutesToApprove)


class ActionAtItem(NamedTuple):
    """How an open action stood when an item about it began; `is_public` says whether everybody knows of it now."""

    agenda_item_id: int
    id: int
    title: str
    lang: str
    organisation_name: str
    person_name: str | None
    due_on: date
    state: ActionState
    is_overdue: bool
    is_public: bool


def list_reported(session: Session, item_ids: Collection[int]) -> Mapping[int, list[ActionAtItem]]:
    """How open actions stood when items about them began, by item, the nearest due day first."""
    query = (
        sa.select(
            column(ReportedAction.agenda_item_id), column(Action.id), column(Action.title), column(Action.lang),
            column(Organisation.name), maybe(Person.name), column(ReportedAction.due_on),
            column(ReportedAction.state), column(ReportedAction.is_overdue),
            known_to(ANONYMOUS, "action", ACTION.id),
        )
        .select_from(ReportedAction.__table__)
        .join(Action.__table__, ACTION.id == REPORTED.action_id)
        .join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id)
        .join(Person.__table__, PERSON.id == ACTION.person_id, isouter=True)
        .where(REPORTED.agenda_item_id.in_(item_ids))
        .order_by(REPORTED.due_on, REPORTED.action_id)
    )  # fmt: skip
    reported: dict[int, list[ActionAtItem]] = defaultdict(list)
    for action in list_rows(session, query, ActionAtItem):
        reported[action.agenda_item_id].append(action)
    return reported
