"""One action: its progress, and what those say of it who raised the matter."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.actions.domain import ActionState, PhotoMoment
from quarter.actions.models import Action, ActionUpdate
from quarter.actions.queries.listing import ACTION, CONFIRMATION, PERSON, UPDATE, ActionLine, lines
from quarter.foundation.actors import Actor
from quarter.foundation.models import column, list_rows
from quarter.foundation.subjects import SUBJECT, Subject, get_known
from quarter.issues.models import Issue
from quarter.voices.models import Support

ISSUE, SUPPORT = Issue.__table__.c, Support.__table__.c


def get_readable(session: Session, action_id: int, reader: Actor) -> Action | None:
    """The action; None if there is none, or if it was agreed in the part of a meeting that is not public to them.

    Who owes it reads it all the same.
    """
    return get_known(session, Action, action_id, reader=reader)


def get_details(session: Session, action: Action) -> ActionLine:
    """The action as in lists, with the names of organisation, person and group."""
    (details,) = list_rows(session, lines().where(ACTION.id == action.id), ActionLine)
    return details


def has_others_open(session: Session, action: Action) -> bool:
    """Whether something else that was agreed on the same topic is not done yet.

    Only what is for as many people as the action itself: else its thread would tell that something closed is there.
    """
    if action.topic_id is None:
        return False
    own = sa.select(SUBJECT.audience).where(SUBJECT.kind == "action", SUBJECT.id == action.id).scalar_subquery()
    query = (
        sa.select(ACTION.id)
        .join(Subject.__table__, sa.and_(SUBJECT.kind == "action", SUBJECT.id == ACTION.id))
        .where(ACTION.topic_id == action.topic_id, ACTION.id != action.id, ACTION.state != ActionState.DONE)
        .where(SUBJECT.audience <= own)
    )
    return session.execute(query.limit(1)).first() is not None


def raised_it(session: Session, action: Action, person_id: int | None) -> bool:
    """Whether somebody reported or supported an issue of the action's topic; of none, everybody is concerned."""
    if person_id is None or action.topic_id is None:
        return person_id is not None
    of_topic = sa.select(ISSUE.id).where(ISSUE.topic_id == action.topic_id)
    supported = sa.select(SUPPORT.subject_id).where(
        SUPPORT.kind == Issue.subject_kind, SUPPORT.subject_id.in_(of_topic), SUPPORT.person_id == person_id
    )
    reported = of_topic.where(ISSUE.reporter_id == person_id)
    return session.execute(sa.union_all(reported, supported).limit(1)).first() is not None


class Opinions(NamedTuple):
    """How many who raised it say that it is done, or not yet; `own` is what one person says, 1 or 0, or None."""

    done: int
    not_yet: int
    own: int | None


def get_opinions(session: Session, action: Action, person_id: int | None) -> Opinions:
    """What those say who raised it, and what this person says."""
    says, own = CONFIRMATION.is_done, CONFIRMATION.person_id == (person_id or 0)
    query = sa.select(
        sa.func.count().filter(says),
        sa.func.count().filter(~says),
        sa.func.max(sa.case((sa.and_(own, says), 1), (own, 0))),
    )
    (opinions,) = list_rows(session, query.where(CONFIRMATION.action_id == action.id), Opinions)
    return opinions


class Report(NamedTuple):
    """What was reported of an action, perhaps with a photo."""

    id: int
    text: str
    lang: str
    state: ActionState
    photo: str | None
    photo_width: int | None
    photo_height: int | None
    photo_description: str | None
    shows: PhotoMoment | None
    reported_at: datetime
    author_name: str


def list_updates(session: Session, action: Action) -> list[Report]:
    """What was reported, the newest first."""
    query = (
        sa.select(
            column(ActionUpdate.id), column(ActionUpdate.text), column(ActionUpdate.lang), column(ActionUpdate.state),
            column(ActionUpdate.photo), column(ActionUpdate.photo_width), column(ActionUpdate.photo_height),
            column(ActionUpdate.photo_description), column(ActionUpdate.shows), column(ActionUpdate.reported_at),
            column(Person.name),
        )
        .join(Person.__table__, PERSON.id == UPDATE.author_id)
        .where(UPDATE.action_id == action.id)
        .order_by(UPDATE.id.desc())
    )  # fmt: skip
    return list_rows(session, query, Report)
