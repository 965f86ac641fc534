"""Reading actions: the list by due day and its map, one action with its progress, what minutes need, and what an
action can be agreed from: the topic's place, the group's plans."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.actions.domain import NOWHERE, ActionState, Place, Standing
from quarter.actions.labels import TO_DO
from quarter.actions.models import Action, ActionUpdate, Confirmation
from quarter.decisions.following import tell_what_follows
from quarter.decisions.publicity import is_readable
from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.pagination import Page, keyset_page
from quarter.groups.domain import PUBLIC_BODIES
from quarter.groups.models import Group, Organisation
from quarter.issues.models import Issue, Support
from quarter.planning.domain import PlanState, VariantState
from quarter.planning.models import Element, Plan, Variant
from quarter.topics.coming import TOPIC, tell_what_comes

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
        return {name: value for name, value in asdict(self).items() if value is not None}


EVERYTHING = ActionFilter()


def get_action(session: Session, action_id: int) -> Action | None:
    """The action; None if there is none."""
    return session.get(Action, action_id)


def get_readable(session: Session, action_id: int, reader: Actor) -> Action | None:
    """The action; None if there is none, or if it was agreed in the part of a meeting that is not public to them.

    Who owes it reads it all the same.
    """
    return session.scalars(select(Action).where(Action.id == action_id, _readable(reader))).one_or_none()


def get_details(session: Session, action: Action) -> sa.Row:
    """The action as in lists, with the names of organisation, person and group."""
    return session.execute(_rows().where(Action.id == action.id)).one()


def list_actions(
    session: Session,
    today: date,
    chosen: ActionFilter = EVERYTHING,
    after: str | None = None,
    *,
    reader: Actor = ANONYMOUS,
) -> Page:
    """Actions by due day, the longest overdue first; those that are done by the day of that, the latest first."""
    query = _narrowed(_rows(), chosen, reader).where(*_stands(chosen.state, today))
    is_done = chosen.state in (Standing.DONE, Standing.DOUBTED)
    keys = [Action.done_on if is_done else Action.due_on, Action.id]
    return keyset_page(session, query, keys, after, descending=is_done)


def list_points(
    session: Session, today: date, chosen: ActionFilter = EVERYTHING, *, reader: Actor = ANONYMOUS
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
    session: Session, today: date, chosen: ActionFilter = EVERYTHING, *, reader: Actor = ANONYMOUS
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


def find_place(session: Session, topic_id: int | None) -> Place:
    """Where a topic's matter lies: what its first issue with a point says, or with words; NOWHERE if none does."""
    if topic_id is None:
        return NOWHERE
    query = (
        select(Issue.place, Issue.latitude, Issue.longitude)
        .where(Issue.topic_id == topic_id, sa.or_(Issue.place != "", col(Issue.latitude).is_not(None)))
        .order_by(col(Issue.latitude).is_(None), Issue.posted_at, Issue.id)
    )
    row = session.execute(query.limit(1)).first()
    return Place(words=row.place, latitude=row.latitude, longitude=row.longitude) if row else NOWHERE


def get_source(session: Session, action: Action) -> Any:
    """(element_id, title, lang, variant_id, plan_id, plan, plan_lang) of what the action was in a plan, or None."""
    if action.plan_element_id is None:
        return None
    query = (
        select(
            col(Element.id).label("element_id"), Element.title, Element.lang, Element.variant_id,
            col(Plan.id).label("plan_id"), col(Plan.title).label("plan"), col(Plan.lang).label("plan_lang"),
        )
        .join(Variant, col(Variant.id) == Element.variant_id)
        .join(Plan, col(Plan.id) == Variant.plan_id)
        .where(Element.id == action.plan_element_id)
    )  # fmt: skip
    return session.execute(query).one()


def list_variants_to_adopt(session: Session, group_id: int, topic_id: int | None) -> list[Any]:
    """(id, title, lang, is_groups, author, things, plan_id, plan, plan_lang) of every variant that a group can still
    go on with, by plan: those of the topic first, then the newest, and of each the group's own variant first."""
    things = (
        select(sa.func.count())
        .where(Element.variant_id == Variant.id, col(Element.removed_at).is_(None))
        .correlate(Variant)
        .scalar_subquery()
    )
    query = (
        select(
            Variant.id, Variant.title, Variant.lang, Variant.is_groups, col(Person.name).label("author"),
            things.label("things"), Variant.plan_id, col(Plan.title).label("plan"), col(Plan.lang).label("plan_lang"),
        )
        .join(Plan, col(Plan.id) == Variant.plan_id)
        .join(Person, col(Person.id) == Variant.author_id)
        .where(Plan.group_id == group_id, Plan.state == PlanState.OPEN, Variant.state == VariantState.PROPOSED)
        .order_by(
            sa.case((col(Plan.topic_id) == topic_id, 0), else_=1), col(Plan.opened_at).desc(), col(Plan.id).desc(),
            col(Variant.is_groups).desc(), Variant.id,
        )
    )  # fmt: skip
    return list(session.execute(query).all())


def list_from_elements(session: Session, element_ids: Collection[int]) -> Mapping[int, int]:
    """The actions that things of a plan became: action id by element id."""
    query = select(Action.plan_element_id, Action.id).where(col(Action.plan_element_id).in_(element_ids))
    return {row[0]: row[1] for row in session.execute(query)}


def list_for_items(session: Session, item_ids: Collection[int]) -> Sequence[Any]:
    """All actions agreed under some agenda items, in the order they were agreed."""
    return session.execute(_rows().where(col(Action.agenda_item_id).in_(item_ids)).order_by(Action.id)).all()


def list_open(session: Session, group_id: int) -> Sequence[Any]:
    """What is not done yet in a group, the nearest due day first, so that what is overdue leads."""
    query = _rows().where(Action.group_id == group_id, col(Action.state) != ActionState.DONE)
    return session.execute(query.order_by(Action.due_on, Action.id)).all()


@tell_what_follows
def list_for_decision(session: Session, decision_id: int) -> Sequence[Any]:
    """All actions agreed on a decision, by due day."""
    query = _rows().where(Action.decision_id == decision_id)
    return session.execute(query.order_by(Action.due_on, Action.id)).all()


def list_for_calendar(session: Session, organisation_ids: Collection[int], today: date) -> Sequence[Any]:
    """What organisations owe, by due day, with `updates`; what was done in the last month too, to be ticked off."""
    updates = sa.select(sa.func.count()).where(col(ActionUpdate.action_id) == Action.id).scalar_subquery()
    query = _rows().add_columns(updates.label("updates")).where(col(Action.organisation_id).in_(organisation_ids))
    is_fresh = sa.or_(col(Action.state) != ActionState.DONE, col(Action.done_on) >= today - timedelta(days=31))
    return session.execute(query.where(is_fresh).order_by(Action.due_on, Action.id)).all()


_ACTION, _ORGANISATION = Action.__table__, Organisation.__table__
tell_what_comes(
    "action", TO_DO, _ACTION.join(_ORGANISATION, _ORGANISATION.c.id == _ACTION.c.organisation_id), _ACTION.c.id,
    _ACTION.c.topic_id == TOPIC, _ACTION.c.state != ActionState.DONE,
    title=_ACTION.c.title, organisation=_ORGANISATION.c.name, on=_ACTION.c.due_on,
)  # fmt: skip


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
            ActionUpdate.photo, ActionUpdate.photo_width, ActionUpdate.photo_height, ActionUpdate.photo_description,
            ActionUpdate.shows, ActionUpdate.reported_at, col(Person.name).label("author_name"),
        )
        .join(Person, col(Person.id) == ActionUpdate.author_id)
        .where(ActionUpdate.action_id == action.id)
        .order_by(col(ActionUpdate.id).desc())
    ).all()  # fmt: skip


def _rows() -> Any:
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


def _readable(reader: Actor) -> Any:
    """What the reader may read; whoever owes an action may in any case."""
    readable = is_readable(col(Action.agenda_item_id), col(Action.group_id), reader)
    own = reader.organisation_ids
    return sa.or_(readable, col(Action.organisation_id).in_(own)) if own else readable


def _narrowed(query: Any, chosen: ActionFilter, reader: Actor) -> Any:
    query = query.where(_readable(reader))
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
