"""What standing items are about: minutes that wait for approval, and how the open actions stood."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.actions.models import Action
from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.subjects import known_to
from quarter.groups.models import Organisation
from quarter.meetings.domain import ItemKind, MeetingState, MinutesState
from quarter.meetings.models import Meeting, MinutesRecord, ReportedAction
from quarter.meetings.queries.agenda import ItemOfMeeting, get_item
from quarter.meetings.queries.meetings import RecordOfMeeting, get_record


@dataclass(frozen=True)
class MinutesAtItem:
    """Earlier minutes of the group under an item of a later meeting: what its approval decides on."""

    of: ItemOfMeeting
    recorded: RecordOfMeeting

    @property
    def group_id(self) -> int:
        return self.recorded.group_id

    @property
    def minutes_state(self) -> MinutesState:
        return self.recorded.minutes_state


def get_minutes_at_item(session: Session, meeting_id: int, item_id: int, recorded_id: int) -> MinutesAtItem | None:
    """Minutes of the same group under an item that approves minutes; anything else is None."""
    of, recorded = get_item(session, meeting_id, item_id), get_record(session, recorded_id)
    if of is None or recorded is None or of.item.kind is not ItemKind.APPROVAL or of.group_id != recorded.group_id:
        return None
    return MinutesAtItem(of, recorded)


def list_minutes_to_approve(session: Session, meeting: Meeting) -> Sequence[Any]:
    """The minutes that a meeting has approved and, until it ends, those of earlier meetings that wait for it.

    The earliest first: (id, number, starts_at, group_id, minutes_state, circulated_at, is_approved_here).
    """
    approved_here = MinutesRecord.approved_in_id == meeting.id
    wanted: Any = approved_here
    if meeting.state is not MeetingState.ENDED:
        waits = col(MinutesRecord.state).in_((MinutesState.DRAFT, MinutesState.CIRCULATED))
        wanted = sa.or_(approved_here, sa.and_(Meeting.state == MeetingState.ENDED, waits))
    query = (
        select(
            Meeting.id, Meeting.number, Meeting.starts_at, Meeting.group_id,
            MinutesRecord.state.label("minutes_state"), MinutesRecord.circulated_at,
            sa.func.coalesce(approved_here, sa.false()).label("is_approved_here"),
        )
        .join(MinutesRecord, col(MinutesRecord.meeting_id) == Meeting.id)
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
