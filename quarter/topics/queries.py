from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.foundation.audit import AuditEntry
from quarter.foundation.events import told_names
from quarter.foundation.models import column, list_rows, maybe
from quarter.foundation.pagination import Page, keyset_page
from quarter.foundation.subjects import SUBJECT, Audience, Subject, as_reader, get_subject, visible, visible_to
from quarter.groups.models import Group
from quarter.topics.models import Announcement, Topic
from quarter.topics.thread import Entry, Happening, Station, strip, tell

ENTRY, PERSON = AuditEntry.__table__.c, Person.__table__.c
TOPIC, GROUP = Topic.__table__.c, Group.__table__.c
Happenings = sa.Select[datetime, str, str, int, str, dict[str, Any], str | None]


def get_topic(session: Session, topic_id: int) -> Topic | None:
    return session.get(Topic, topic_id)


class TopicLine(NamedTuple):
    """A topic in a list."""

    id: int
    title: str
    lang: str
    group: str
    opened_at: datetime


def list_topics(session: Session, *, quarter: int | None, group: int | None, after: str | None) -> Page[TopicLine]:
    """Topics, newest first."""
    query = sa.select(
        column(Topic.id), column(Topic.title), column(Topic.lang), column(Group.name), column(Topic.opened_at)
    ).join(Group.__table__, GROUP.id == TOPIC.group_id)
    if quarter is not None:
        query = query.where(GROUP.quarter_id == quarter)
    if group is not None:
        query = query.where(TOPIC.group_id == group)
    return keyset_page(session, query, [TOPIC.opened_at, TOPIC.id], after, row=TopicLine)


class TopicChoice(NamedTuple):
    """A topic to choose."""

    id: int
    title: str


def list_topics_of_group(session: Session, group_id: int) -> list[TopicChoice]:
    """A group's topics, newest first."""
    query = sa.select(column(Topic.id), column(Topic.title)).where(TOPIC.group_id == group_id)
    return list_rows(session, query.order_by(TOPIC.id.desc()), TopicChoice)


@dataclass(frozen=True)
class ClosedThing:
    """A thing of a topic that perhaps not everybody may know of."""

    topic: Topic
    subject: Subject

    @property
    def group_id(self) -> int:
        return self.topic.group_id


def list_closed(session: Session, topic_id: int, *, reader: Actor) -> Sequence[Subject]:
    """What belongs to a topic and only the group may know of, with it the reader; the oldest first."""
    closed = sa.select(Subject).where(
        SUBJECT.topic_id == topic_id, SUBJECT.audience == Audience.GROUP, visible_to(reader)
    )
    return session.scalars(closed.order_by(SUBJECT.at, SUBJECT.kind, SUBJECT.id)).all()


def get_closed_thing(
    session: Session, topic_id: int, kind: str, subject_id: int, *, reader: Actor
) -> ClosedThing | None:
    """A thing of this very topic that the reader may know of."""
    topic, subject = session.get(Topic, topic_id), get_subject(session, kind, subject_id, reader)
    if topic is None or subject is None or subject.topic_id != topic.id or subject.group_id != topic.group_id:
        return None
    return ClosedThing(topic, subject)


def get_announcement(session: Session, announcement_id: int) -> Announcement | None:
    return session.get(Announcement, announcement_id)


def thread_of_topic(session: Session, topic_id: int, *, reader: Actor) -> list[Entry]:
    """All that happened in a topic and that the reader may know of, oldest first: one statement."""
    values = {"topic_id": topic_id, **as_reader(reader)}
    return tell(list_rows(session, _of_topic(tuple(told_names()), reader.reach), Happening, **values))


def strip_of_topic(session: Session, topic_id: int, *, reader: Actor) -> list[Station]:
    return strip(thread_of_topic(session, topic_id, reader=reader))


def strip_of_subject(session: Session, kind: str, subject_id: int, *, reader: Actor) -> list[Station]:
    """The strip of something that belongs to no topic yet: only its own events."""
    values = {"kind": kind, "subject_id": subject_id, **as_reader(reader)}
    return strip(tell(list_rows(session, _of_subject(tuple(told_names()), reader.reach), Happening, **values)))


def strip_for(session: Session, kind: str, subject: Any, *, reader: Actor) -> list[Station]:
    """The strip on a detail page: the topic's if the subject has one, else its own."""
    if subject.topic_id is not None:
        return strip_of_topic(session, subject.topic_id, reader=reader)
    return strip_of_subject(session, kind, subject.id, reader=reader)


# Every detail page asks for a strip, so these are built once for all who see equally far. The names are our own words.


@cache
def _of_topic(names: tuple[str, ...], reach: tuple[int, int]) -> Happenings:
    return _rows(names, reach).where(ENTRY.topic_id == sa.bindparam("topic_id"))


@cache
def _of_subject(names: tuple[str, ...], reach: tuple[int, int]) -> Happenings:
    return _rows(names, reach).where(
        ENTRY.subject_kind == sa.bindparam("kind"), ENTRY.subject_id == sa.bindparam("subject_id")
    )


def _rows(names: tuple[str, ...], reach: tuple[int, int]) -> Happenings:
    told: list[Any] = [sa.literal_column(f"'{name}'") for name in names]
    return (
        sa.select(
            column(AuditEntry.at), column(AuditEntry.name), column(AuditEntry.subject_kind),
            column(AuditEntry.subject_id), column(AuditEntry.title), column(AuditEntry.data), maybe(Person.name),
        )
        .join(Person.__table__, PERSON.id == ENTRY.actor_id, isouter=True)
        .join(Subject.__table__, sa.and_(SUBJECT.kind == ENTRY.subject_kind, SUBJECT.id == ENTRY.subject_id))
        .where(ENTRY.name.in_(told), visible(reach))
        .order_by(ENTRY.at, ENTRY.id)
    )  # fmt: skip
