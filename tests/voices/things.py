"""Things that people speak to, of every kind, and who may know of them."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.db import Database
from quarter.foundation.subjects import SUBJECT, Audience, Subject
from quarter.topics.service import open_topic
from tests.conftest import NOW
from tests.factories.world import World
from tests.issues.reports import report
from tests.planning.plans import add, groups_variant


def an_issue(session: Session, world: World) -> Any:
    return report(session, world)


def an_element(session: Session, world: World) -> Any:
    return add(session, groups_variant(session, world), world.moderator).element


def a_topic(session: Session, world: World) -> Any:
    group = world.group(session)
    return open_topic(session, world.moderator, group, title="Playground", summary="", lang="en", now=NOW)


ADDRESSES = {"issue": "/issues/{id}", "element": "/plans/1/variants/1/elements/{id}", "topic": "/topics/{id}"}


def stored(database: Database, world: World, make: Callable[[Session, World], Any]) -> tuple[str, int, str]:
    """Kind, id and address of a committed thing."""
    with database.unit_of_work() as session:
        thing = make(session, world)
        return thing.subject_kind, thing.id, ADDRESSES[thing.subject_kind].format(id=thing.id)


def close(session: Session, kind: str, subject_id: int, audience: Audience = Audience.GROUP) -> None:
    """From now on only the group may know of a thing."""
    closed = sa.update(Subject.__table__).where(SUBJECT.kind == kind, SUBJECT.id == subject_id)
    session.execute(closed.values(own_audience=audience, audience=audience))
