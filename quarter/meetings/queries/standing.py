"""What standing items are about: minutes that wait for approval, and how the open actions stood."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.actions.models import Action
from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.subjects import known_to
from quarter.groups.models import Organisation
from quarter.meetings.domain import MeetingState
from quarter.meetings.models import Meeting, ReportedAction
from quarter.meetings.records import records


def list_minutes_to_approve(session: Session, meeting: Meeting) -> Sequence[Any]:
    """The minutes that a meeting has approved and, until it ends, those of earlier meetings that wait for it.

    The earliest first: (id, number, starts_at, group_id, minutes_state, record_went_round_at, is_approved_here).
    """
    approved_here = records().approved_in_id == meeting.id
    wanted: Any = approved_here
    if meeting.state is not MeetingState.ENDED:
        waits = sa.and_(Meeting.state == MeetingState.ENDED, col(Meeting.record_closed_at).is_(None))
        wanted = sa.or_(approved_here, waits)
    query = (
        select(
            Meeting.id, Meeting.number, Meeting.starts_at, Meeting.group_id,
            records().state.label("minutes_state"), Meeting.record_went_round_at,
            sa.func.coalesce(approved_here, sa.false()).label("is_approved_here"),
        )
        .where(Meeting.group_id == meeting.group_id, Meeting.id != meeting.id, wanted)
        .order_by(Meeting.starts_at, Meeting.id)
    )  # fmt: skip
    return session.execute(query).all()


def list_reported(session: Session, item_ids: Collection[int]) -> Mapping[int, list[Any]]:
    """How open actions stood when items about them began, by item, the nearest due day first.

    Rows: (agenda_item_id, id, title, lang, organisation_name, person_name, due_on, state, is_overdue, is_public).
    """
    query = (
        select(
            ReportedAction.agenda_item_id, Action.id, Action.title, Action.lang,
            col(Organisation.name).label("organisation_name"), col(Person.name).label("person_name"),
            ReportedAction.due_on, ReportedAction.state, ReportedAction.is_overdue,
            known_to(ANONYMOUS, "action", col(Action.id)).label("is_public"),
        )
        .join(Action, col(Action.id) == ReportedAction.action_id)
        .join(Organisation, col(Organisation.id) == Action.organisation_id)
        .outerjoin(Person, col(Person.id) == Action.person_id)
        .where(col(ReportedAction.agenda_item_id).in_(item_ids))
        .order_by(ReportedAction.due_on, ReportedAction.action_id)
    )  # fmt: skip
    reported = defaultdict(list)
    for row in session.execute(query):
        reported[row.agenda_item_id].append(row)
    return reported
