"""One action: its progress, and what those say of it who raised the matter."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.actions.domain import ActionState
from quarter.actions.models import Action, ActionUpdate, Confirmation
from quarter.actions.queries.listing import readable, rows
from quarter.foundation.actors import Actor
from quarter.issues.models import Issue
from quarter.voices.models import Support


def get_action(session: Session, action_id: int) -> Action | None:
    """The action; None if there is none."""
    return session.get(Action, action_id)


def get_readable(session: Session, action_id: int, reader: Actor) -> Action | None:
    """The action; None if there is none, or if it was agreed in the part of a meeting that is not public to them.

    Who owes it reads it all the same.
    """
    return session.scalars(select(Action).where(Action.id == action_id, readable(reader))).one_or_none()


def get_details(session: Session, action: Action) -> sa.Row:
    """The action as in lists, with the names of organisation, person and group."""
    return session.execute(rows().where(Action.id == action.id)).one()


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
    supported = select(Support.subject_id).where(
        Support.kind == Issue.subject_kind, col(Support.subject_id).in_(of_topic), Support.person_id == person_id
    )
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
