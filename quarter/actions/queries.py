"""Reading actions: the list by due day, one action with its progress, and what minutes and threads need."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.actions.domain import ActionState, Standing
from quarter.actions.labels import TO_DO
from quarter.actions.models import Action, ActionUpdate, Confirmation
from quarter.foundation.pagination import Page, keyset_page
from quarter.groups.models import Group, Organisation
from quarter.issues.models import Issue, Support
from quarter.topics.coming import Coming, tells_what_comes


def get_action(session: Session, action_id: int) -> Action | None:
    """The action; None if there is none."""
    return session.get(Action, action_id)


def get_details(session: Session, action: Action) -> sa.Row:
    """The action as in lists, with the names of organisation, person and group."""
    return session.execute(_rows().where(Action.id == action.id)).one()


def list_actions(
    session: Session,
    today: date,
    after: str | None = None,
    *,
    quarter: int | None = None,
    group: int | None = None,
    organisation: int | None = None,
    state: Standing | None = None,
) -> Page:
    """Actions by due day, the longest overdue first; without a `state` those not done.

    Done ones come in the opposite order, the latest first.
    """
    query = _rows().where(*_stands(state, today))
    for column, wanted in (
        (Group.quarter_id, quarter),
        (Action.group_id, group),
        (Action.organisation_id, organisation),
    ):
        if wanted is not None:
            query = query.where(col(column) == wanted)
    is_done = state is Standing.DONE
    return keyset_page(session, query, [Action.due_on, Action.id], after, descending=is_done)


def list_open_actions(session: Session, group_id: int) -> Sequence[Any]:
    """All of a group's actions that are not done, by due day: a standing item of its meetings."""
    query = _rows().where(Action.group_id == group_id, col(Action.state) != ActionState.DONE)
    return session.execute(query.order_by(Action.due_on, Action.id)).all()


def list_for_items(session: Session, item_ids: Collection[int]) -> Sequence[Any]:
    """All actions agreed under some agenda items, in the order they were agreed."""
    return session.execute(_rows().where(col(Action.agenda_item_id).in_(item_ids)).order_by(Action.id)).all()


@tells_what_comes
def list_to_do(session: Session, topic_id: int) -> list[Coming]:
    """What was agreed on a topic and is not done yet."""
    return [
        Coming(row.due_on, TO_DO, {"title": row.title, "organisation": row.organisation}, "action", row.id)
        for row in session.execute(_to_do(), {"topic_id": topic_id})
    ]


@cache
def _to_do() -> Any:
    action, organisation = Action.__table__.c, Organisation.__table__.c
    return (
        select(action.id, action.title, action.due_on, organisation.name.label("organisation"))
        .join(Organisation.__table__, organisation.id == action.organisation_id)
        .where(action.topic_id == sa.bindparam("topic_id"), action.state != ActionState.DONE)
    )


def has_others_open(session: Session, action: Action) -> bool:
    """Whether something else that was agreed on the same topic is not done yet."""
    if action.topic_id is None:
        return False
    query = select(Action.id).where(
        Action.topic_id == action.topic_id, Action.id != action.id, col(Action.state) != ActionState.DONE
    )
    return session.execute(query.limit(1)).first() is not None


def raised_it(session: Session, action: Action, person_id: int | None) -> bool:
    """Whether somebody reported or supported an issue of the action's topic; of none, everybody is concerned."""
    if person_id is None or action.topic_id is None:
        return person_id is not None
    of_topic = select(Issue.id).where(Issue.topic_id == action.topic_id)
    supported = select(Support.issue_id).where(Support.person_id == person_id, col(Support.issue_id).in_(of_topic))
    reported = of_topic.where(Issue.reporter_id == person_id)
    return session.execute(sa.union_all(reported, supported).limit(1)).first() is not None


def get_opinions(session: Session, action: Action, person_id: int | None) -> sa.Row:
    """(done, not_yet, own): how many who raised it say that it is done, or not yet, and what this person says."""
    says = col(Confirmation.is_done)
    own = col(Confirmation.person_id) == (person_id or 0)
    query = select(
        sa.func.count().filter(says).label("done"),
        sa.func.count().filter(~says).label("not_yet"),
        sa.func.max(sa.case((sa.and_(own, says), 1), (own, 0))).label("own"),
    )
    return session.execute(query.where(Confirmation.action_id == action.id)).one()


def list_updates(session: Session, action: Action) -> Sequence[Any]:
    """What was reported, the newest first."""
    return session.execute(
        select(
            ActionUpdate.id, ActionUpdate.text, ActionUpdate.lang, ActionUpdate.state,
            ActionUpdate.reported_at, col(Person.name).label("author_name"),
        )
        .join(Person, col(Person.id) == ActionUpdate.author_id)
        .where(ActionUpdate.action_id == action.id)
        .order_by(col(ActionUpdate.id).desc())
    ).all()  # fmt: skip


def _rows() -> Any:
    return (
        select(
            Action.id, Action.group_id, Action.topic_id, Action.agenda_item_id, Action.decision_id,
            Action.title, Action.text, Action.lang, Action.due_on, Action.done_on, Action.state,
            Action.organisation_id, col(Organisation.name).label("organisation_name"),
            col(Person.name).label("person_name"), col(Group.name).label("group_name"),
        )
        .join(Organisation, col(Organisation.id) == Action.organisation_id)
        .join(Group, col(Group.id) == Action.group_id)
        .outerjoin(Person, col(Person.id) == Action.person_id)
    )  # fmt: skip


def _stands(state: Standing | None, today: date) -> list[Any]:
    if state is Standing.DONE:
        return [Action.state == ActionState.DONE]
    conditions: list[Any] = [col(Action.state) != ActionState.DONE]
    return [*conditions, col(Action.due_on) < today] if state is Standing.OVERDUE else conditions
