"""Lists of actions: by due day, on the map, of an item, a decision or a calendar; and what each organisation owes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.actions.domain import ActionState, Standing
from quarter.actions.models import Action, ActionUpdate, Confirmation
from quarter.foundation.actors import Actor
from quarter.foundation.pagination import Page, keyset_page
from quarter.foundation.subjects import known_to
from quarter.groups.domain import PUBLIC_BODIES
from quarter.groups.models import Group, Organisation

MOST_POINTS = 500  # more would not be readable on a map, nor quick on an old phone

# Somebody who raised the matter says that it is not done. What they say is forgotten when the state changes.
IS_DOUBTED = (
    sa.exists().where(col(Confirmation.action_id) == Action.id, ~col(Confirmation.is_done)).correlate(Action)
).label("is_doubted")


# Who acts for the city or a landlord is named to everybody; others only if they have agreed.
IS_PERSON_PUBLIC = sa.or_(col(Person.is_named_publicly), col(Organisation.kind).in_(PUBLIC_BODIES)).label(
    "is_person_public"
)


@dataclass(frozen=True)
class ActionFilter:
    """What a list of actions is narrowed to; without a `state` it holds those not done."""

    quarter: int | None = None
    group: int | None = None
    organisation: int | None = None
    state: Standing | None = None

    def given(self) -> dict[str, Any]:
        """Only what is narrowed, for the address of a list."""
        return {name: value for name, value in vars(self).items() if value is not None}


EVERYTHING = ActionFilter()


def list_actions(
    session: Session,
    today: date,
    chosen: ActionFilter = EVERYTHING,
    after: str | None = None,
    *,
    reader: Actor,
) -> Page:
    """Actions by due day, the longest overdue first; those that are done by the day of that, the latest first."""
    query = _narrowed(rows(), chosen, reader).where(*_stands(chosen.state, today))
    is_done = chosen.state in (Standing.DONE, Standing.DOUBTED)
    keys = [Action.done_on if is_done else Action.due_on, Action.id]
    return keyset_page(session, query, keys, after, descending=is_done)


def list_points(
    session: Session, today: date, chosen: ActionFilter = EVERYTHING, *, reader: Actor
) -> list[Any]:
    """(id, title, lang, state, due_on, is_doubted, latitude, longitude, organisation) of a list's actions that have
    a point on the map, the nearest due day first."""
    query = (
        select(
            Action.id, Action.title, Action.lang, Action.state, Action.due_on, IS_DOUBTED, Action.latitude,
            Action.longitude, col(Organisation.name).label("organisation_name"),
        )
        .join(Organisation, col(Organisation.id) == Action.organisation_id)
        .join(Group, col(Group.id) == Action.group_id)
        .where(col(Action.latitude).is_not(None), *_stands(chosen.state, today))
        .order_by(Action.due_on, Action.id)
        .limit(MOST_POINTS)
    )  # fmt: skip
    return list(session.execute(_narrowed(query, chosen, reader)).all())


def count_by_organisation(
    session: Session, today: date, chosen: ActionFilter = EVERYTHING, *, reader: Actor
) -> list[Any]:
    """(id, name, owed, overdue) of every organisation that ever promised something here, by name."""
    owed = col(Action.state) != ActionState.DONE
    query = (
        select(
            Organisation.id, Organisation.name, sa.func.count().filter(owed).label("owed"),
            sa.func.count().filter(owed, col(Action.due_on) < today).label("overdue"),
        )
        .join(Action, col(Action.organisation_id) == Organisation.id)
        .join(Group, col(Group.id) == Action.group_id)
        .group_by(Organisation.id, Organisation.name)
        .order_by(Organisation.name)
    )  # fmt: skip
    everybody = ActionFilter(quarter=chosen.quarter, group=chosen.group)
    return list(session.execute(_narrowed(query, everybody, reader)).all())


def list_for_items(session: Session, item_ids: Collection[int]) -> Sequence[Any]:
    """All actions agreed under some agenda items, in the order they were agreed."""
    return session.execute(rows().where(col(Action.agenda_item_id).in_(item_ids)).order_by(Action.id)).all()


def list_open(session: Session, group_id: int) -> Sequence[Any]:
    """What is not done yet in a group, the nearest due day first, so that what is overdue leads."""
    query = rows().where(Action.group_id == group_id, col(Action.state) != ActionState.DONE)
    return session.execute(query.order_by(Action.due_on, Action.id)).all()


def list_for_decision(session: Session, decision_id: int, reader: Actor) -> Sequence[Any]:
    """All actions agreed on a decision, by due day."""
    query = rows().where(Action.decision_id == decision_id, readable(reader))
    return session.execute(query.order_by(Action.due_on, Action.id)).all()


def list_for_calendar(session: Session, organisation_ids: Collection[int], today: date) -> Sequence[Any]:
    """What organisations owe, by due day, with `updates`; what was done in the last month too, to be ticked off."""
    updates = sa.select(sa.func.count()).where(col(ActionUpdate.action_id) == Action.id).scalar_subquery()
    query = rows().add_columns(updates.label("updates")).where(col(Action.organisation_id).in_(organisation_ids))
    is_fresh = sa.or_(col(Action.state) != ActionState.DONE, col(Action.done_on) >= today - timedelta(days=31))
    return session.execute(query.where(is_fresh).order_by(Action.due_on, Action.id)).all()


def rows() -> Any:
    """Actions as lists show them, with the names of organisation, person and group."""
    return (
        select(
            Action.id, Action.group_id, Action.topic_id, Action.agenda_item_id, Action.decision_id,
            Action.title, Action.text, Action.lang, Action.place, Action.due_on, Action.done_on, Action.state,
            IS_DOUBTED, Action.organisation_id, col(Organisation.name).label("organisation_name"),
            col(Person.name).label("person_name"), IS_PERSON_PUBLIC, col(Group.name).label("group_name"),
        )
        .join(Organisation, col(Organisation.id) == Action.organisation_id)
        .join(Group, col(Group.id) == Action.group_id)
        .outerjoin(Person, col(Person.id) == Action.person_id)
    )  # fmt: skip


def readable(reader: Actor) -> Any:
    """What the reader may read; whoever owes an action may in any case."""
    return known_to(reader, "action", col(Action.id))


def _narrowed(query: Any, chosen: ActionFilter, reader: Actor) -> Any:
    query = query.where(readable(reader))
    for column, wanted in (
        (Group.quarter_id, chosen.quarter),
        (Action.group_id, chosen.group),
        (Action.organisation_id, chosen.organisation),
    ):
        if wanted is not None:
            query = query.where(col(column) == wanted)
    return query


def _stands(state: Standing | None, today: date) -> list[Any]:
    is_done = col(Action.state) == ActionState.DONE
    match state:
        case Standing.DONE:
            return [is_done]
        case Standing.DOUBTED:
            return [is_done, IS_DOUBTED.element]
        case Standing.OVERDUE:
            return [~is_done, col(Action.due_on) < today]
        case _:
            return [~is_done]
