"""Actions that are not done, and those reported as done of which somebody who raised the matter doubts it."""

from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.actions.domain import ActionState, ActionStatus
from quarter.actions.models import Action, Confirmation
from quarter.coordination.domain import DueThing, Kind
from quarter.foundation.models import at_most, column, list_rows
from quarter.groups.models import Group, Organisation

ACTION, CONFIRMATION = Action.__table__.c, Confirmation.__table__.c
Due = tuple[int, str, str, ActionState, date, datetime, int, int, str, str, *tuple[Any, ...]]
GROUP, ORGANISATION = Group.__table__.c, Organisation.__table__.c
IS_OPEN = ACTION.state != sa.literal_column(f"'{ActionState.DONE}'")  # word for word as in the indexes


class DueAction(NamedTuple):
    """An action that is not done, or that is doubted since."""

    id: int
    title: str
    lang: str
    state: ActionState
    due_on: date
    since: datetime
    group_id: int
    organisation_id: int
    organisation: str
    group: str
    is_doubted: bool


def list_actions_of_group(session: Session, group_id: int, most: int) -> list[DueThing]:
    """What is not done in a group, by due day; and what is doubted, by how long: one statement."""
    return _list(session, "group_id", group_id, most)


def list_actions_owed(session: Session, organisation_id: int, most: int) -> list[DueThing]:
    """The same of an organisation, in all groups."""
    return _list(session, "organisation_id", organisation_id, most)


def _list(session: Session, scope: str, scope_id: int, most: int) -> list[DueThing]:
    return [_as_thing(row) for row in list_rows(session, _due(scope), DueAction, **{scope: scope_id}, most=most)]


def _as_thing(row: DueAction) -> DueThing:
    return DueThing(
        Kind.DOUBT if row.is_doubted else Kind.ACTION, "action", row.id, row.group_id,
        ActionStatus.DOUBTED if row.is_doubted else row.state, row.title, row.lang,
        due_on=None if row.is_doubted else row.due_on, since=row.since,
        organisation_id=row.organisation_id, organisation=row.organisation, group=row.group,
    )  # fmt: skip


@cache
def _due(scope: str) -> sa.CompoundSelect[*Due]:
    """By the column that it is narrowed to. Few are doubted, so these are found by the doubts, not by the actions."""
    doubt = (
        sa.select(CONFIRMATION.action_id, sa.func.min(CONFIRMATION.said_at).label("since"))
        .where(~CONFIRMATION.is_done)
        .group_by(CONFIRMATION.action_id)
        .subquery()
    )
    owed = _actions(scope, ACTION.agreed_at, is_doubted=False).where(IS_OPEN).order_by(ACTION.due_on, ACTION.id)
    doubted = (
        _actions(scope, doubt.c.since, is_doubted=True)
        .join(doubt, doubt.c.action_id == ACTION.id)
        .where(~IS_OPEN)
        .order_by(doubt.c.since, ACTION.id)
    )
    most = sa.bindparam("most", type_=sa.Integer)
    return sa.union_all(*(at_most(each, most) for each in (owed, doubted)))


def _actions(scope: str, since: sa.ColumnElement[datetime], *, is_doubted: bool) -> sa.Select[*Due]:
    return (
        sa.select(
            column(Action.id), column(Action.title), column(Action.lang), column(Action.state), column(Action.due_on),
            since, column(Action.group_id), column(Action.organisation_id), column(Organisation.name),
            column(Group.name), sa.literal(is_doubted),
        )
        .select_from(Action.__table__)
        .join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id)
        .join(Group.__table__, GROUP.id == ACTION.group_id)
        .where(ACTION[scope] == sa.bindparam(scope))
    )  # fmt: skip
