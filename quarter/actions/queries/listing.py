"""Lists of actions: by due day, on the map, of an item, a decision or a calendar; and what each organisation owes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVarTuple, assert_never

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.actions.domain import ActionState, ActionStatus
from quarter.actions.models import Action, ActionUpdate, Confirmation
from quarter.foundation.actors import Actor
from quarter.foundation.models import column, given, list_rows, maybe
from quarter.foundation.pagination import Page, keyset_page
from quarter.foundation.subjects import known_to
from quarter.groups.domain import PUBLIC_BODIES
from quarter.groups.models import Group, Organisation

ACTION, UPDATE, CONFIRMATION = Action.__table__.c, ActionUpdate.__table__.c, Confirmation.__table__.c
ORGANISATION, GROUP, PERSON = Organisation.__table__.c, Group.__table__.c, Person.__table__.c
Ts = TypeVarTuple("Ts")
Lines = sa.Select[
    int, int, str, str, str, date, date | None, ActionState, bool, int, *tuple[Any, ...]
]  # fmt: skip

MOST_POINTS = 500  # more would not be readable on a map, nor quick on an old phone

# Somebody who raised the matter says that it is not done. What they say is forgotten when the state changes.
IS_DOUBTED = (
    sa.exists()
    .where(CONFIRMATION.action_id == ACTION.id, ~CONFIRMATION.is_done)
    .correlate(Action.__table__)
    .label("is_doubted")
)

# Who acts for the city or a landlord is named to everybody; others only if they have agreed.
IS_PERSON_PUBLIC = sa.or_(PERSON.is_named_publicly, ORGANISATION.kind.in_(PUBLIC_BODIES))


@dataclass(frozen=True)
class ActionFilter:
    """What a list of actions is narrowed to; without a `state` it holds those not done."""

    quarter: int | None = None
    group: int | None = None
    organisation: int | None = None
    state: ActionStatus | None = None

    def given(self) -> dict[str, Any]:
        """Only what is narrowed, for the address of a list."""
        return {name: value for name, value in vars(self).items() if value is not None}


EVERYTHING = ActionFilter()


class ActionLine(NamedTuple):
    """An action in a list, with the names of organisation, person and group."""

    id: int
    group_id: int
    title: str
    lang: str
    place: str
    due_on: date
    done_on: date | None
    state: ActionState
    is_doubted: bool
    organisation_id: int
    organisation_name: str
    person_name: str | None
    is_person_public: bool
    group_name: str


def list_actions(
    session: Session,
    today: date,
    chosen: ActionFilter = EVERYTHING,
    after: str | None = None,
    *,
    reader: Actor,
) -> Page[ActionLine]:
    """Actions by due day, the longest overdue first; those that are done by the day of that, the latest first."""
    query = _narrowed(lines(), chosen, reader).where(*_stands(chosen.state, today))
    is_done = chosen.state in (ActionStatus.DONE, ActionStatus.DOUBTED)
    keys = [ACTION.done_on if is_done else ACTION.due_on, ACTION.id]
    return keyset_page(session, query, keys, after, row=ActionLine, descending=is_done)


class ActionPoint(NamedTuple):
    """An action on the map."""

    id: int
    title: str
    lang: str
    state: ActionState
    due_on: date
    is_doubted: bool
    latitude: float
    longitude: float
    organisation_name: str


def list_points(
    session: Session, today: date, chosen: ActionFilter = EVERYTHING, *, reader: Actor
) -> list[ActionPoint]:
    """Those of a list that have a point on the map, the nearest due day first."""
    query = (
        sa.select(
            column(Action.id), column(Action.title), column(Action.lang), column(Action.state), column(Action.due_on),
            IS_DOUBTED, given(Action.latitude), given(Action.longitude), column(Organisation.name),
        )
        .join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id)
        .join(Group.__table__, GROUP.id == ACTION.group_id)
        .where(ACTION.latitude.is_not(None), *_stands(chosen.state, today))
        .order_by(ACTION.due_on, ACTION.id)
        .limit(MOST_POINTS)
    )  # fmt: skip
    return list_rows(session, _narrowed(query, chosen, reader), ActionPoint)


class Owner(NamedTuple):
    """An organisation that promised something: how much it owes, and how much of that is overdue."""

    id: int
    name: str
    owed: int
    overdue: int


def count_by_organisation(
    session: Session, today: date, chosen: ActionFilter = EVERYTHING, *, reader: Actor
) -> list[Owner]:
    """Every organisation that ever promised something here, by name."""
    owed = ACTION.state != ActionState.DONE
    query = (
        sa.select(
            column(Organisation.id), column(Organisation.name), sa.func.count().filter(owed),
            sa.func.count().filter(owed, ACTION.due_on < today),
        )
        .join(Action.__table__, ORGANISATION.id == ACTION.organisation_id)
        .join(Group.__table__, GROUP.id == ACTION.group_id)
        .group_by(ORGANISATION.id, ORGANISATION.name)
        .order_by(ORGANISATION.name)
    )  # fmt: skip
    everybody = ActionFilter(quarter=chosen.quarter, group=chosen.group)
    return list_rows(session, _narrowed(query, everybody, reader), Owner)


class ActionOfItem(NamedTuple):
    """An action agreed under an agenda item."""

    id: int
    group_id: int
    agenda_item_id: int
    title: str
    lang: str
    due_on: date
    state: ActionState
    is_doubted: bool
    organisation_id: int
    organisation_name: str
    person_name: str | None
    is_person_public: bool


def list_for_items(session: Session, item_ids: Collection[int], *, reader: Actor | None) -> list[ActionOfItem]:
    """All actions agreed under some agenda items, in their order; for the record itself (no reader) all of them."""
    query = (
        sa.select(
            column(Action.id), column(Action.group_id), given(Action.agenda_item_id), column(Action.title),
            column(Action.lang), column(Action.due_on), column(Action.state), IS_DOUBTED,
            column(Action.organisation_id), column(Organisation.name), maybe(Person.name), IS_PERSON_PUBLIC,
        )
        .join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id)
        .join(Person.__table__, PERSON.id == ACTION.person_id, isouter=True)
        .where(ACTION.agenda_item_id.in_(item_ids), *([readable(reader)] if reader else []))
        .order_by(ACTION.id)
    )  # fmt: skip
    return list_rows(session, query, ActionOfItem)


def list_open(session: Session, group_id: int) -> list[ActionLine]:
    """What is not done yet in a group, the nearest due day first, so that what is overdue leads."""
    query = lines().where(ACTION.group_id == group_id, ACTION.state != ActionState.DONE)
    return list_rows(session, query.order_by(ACTION.due_on, ACTION.id), ActionLine)


def list_for_decision(session: Session, decision_id: int, reader: Actor) -> list[ActionLine]:
    """All actions agreed on a decision, by due day."""
    query = lines().where(ACTION.decision_id == decision_id, readable(reader))
    return list_rows(session, query.order_by(ACTION.due_on, ACTION.id), ActionLine)


class ActionInCalendar(NamedTuple):
    """An action among the tasks of whoever owes it; `updates` is how often they have reported."""

    id: int
    title: str
    lang: str
    state: ActionState
    due_on: date
    organisation_name: str
    person_name: str | None
    group_name: str
    updates: int


def list_for_calendar(session: Session, organisation_ids: Collection[int], today: date) -> list[ActionInCalendar]:
    """What organisations owe, by due day; what was done in the last month too, to be ticked off."""
    updates = sa.select(sa.func.count()).where(UPDATE.action_id == ACTION.id).scalar_subquery()
    query = (
        sa.select(
            column(Action.id), column(Action.title), column(Action.lang), column(Action.state), column(Action.due_on),
            column(Organisation.name), maybe(Person.name), column(Group.name), updates,
        )
        .join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id)
        .join(Group.__table__, GROUP.id == ACTION.group_id)
        .join(Person.__table__, PERSON.id == ACTION.person_id, isouter=True)
        .where(ACTION.organisation_id.in_(organisation_ids))
        .order_by(ACTION.due_on, ACTION.id)
    )  # fmt: skip
    is_fresh = sa.or_(ACTION.state != ActionState.DONE, ACTION.done_on >= today - timedelta(days=31))
    return list_rows(session, query.where(is_fresh), ActionInCalendar)


def lines() -> Lines:
    """Actions as `ActionLine` has them."""
    return (
        sa.select(
            column(Action.id), column(Action.group_id), column(Action.title), column(Action.lang),
            column(Action.place), column(Action.due_on), column(Action.done_on), column(Action.state), IS_DOUBTED,
            column(Action.organisation_id), column(Organisation.name), maybe(Person.name), IS_PERSON_PUBLIC,
            column(Group.name),
        )
        .join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id)
        .join(Group.__table__, GROUP.id == ACTION.group_id)
        .join(Person.__table__, PERSON.id == ACTION.person_id, isouter=True)
    )  # fmt: skip


def readable(reader: Actor) -> sa.ColumnElement[bool]:
    """What the reader may read; whoever owes an action may in any case."""
    return known_to(reader, Action.subject_kind, ACTION.id)


def _narrowed(query: "sa.Select[*Ts]", chosen: ActionFilter, reader: Actor) -> "sa.Select[*Ts]":
    query = query.where(readable(reader))
    for narrowed, wanted in (
        (GROUP.quarter_id, chosen.quarter),
        (ACTION.group_id, chosen.group),
        (ACTION.organisation_id, chosen.organisation),
    ):
        if wanted is not None:
            query = query.where(narrowed == wanted)
    return query


def _stands(state: ActionStatus | None, today: date) -> list[sa.ColumnElement[bool]]:
    is_done = ACTION.state == ActionState.DONE
    match state:
        case None | ActionStatus.OPEN:
            return [~is_done]
        case ActionStatus.OVERDUE:
            return [~is_done, ACTION.due_on < today]
        case ActionStatus.DONE:
            return [is_done]
        case ActionStatus.DOUBTED:
            return [is_done, IS_DOUBTED.element]
        case _:
            assert_never(state)
