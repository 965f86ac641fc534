from functools import cache
from typing import Any

from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.foundation.audit import AuditEntry
from quarter.foundation.events import told_names
from quarter.foundation.pagination import Page, keyset_page
from quarter.groups.models import Group
from quarter.topics.models import Topic, TopicFollow
from quarter.topics.thread import Entry, Station, strip, tell


def get_topic(session: Session, topic_id: int) -> Topic | None:
    return session.get(Topic, topic_id)


def list_topics(session: Session, *, quarter: int | None, group: int | None, after: str | None) -> Page:
    """Topics, newest first: (id, title, lang, group, opened_at)."""
    query = select(Topic.id, Topic.title, Topic.lang, Group.name.label("group"), Topic.opened_at).join(
        Group, col(Group.id) == Topic.group_id
    )
    if quarter is not None:
        query = query.where(Group.quarter_id == quarter)
    if group is not None:
        query = query.where(Topic.group_id == group)
    return keyset_page(session, query, [Topic.opened_at, Topic.id], after)


def list_topics_of_group(session: Session, group_id: int) -> list[Any]:
    """(id, title) of a group's topics, newest first, for choices."""
    query = select(Topic.id, Topic.title).where(Topic.group_id == group_id).order_by(col(Topic.id).desc())
    return list(session.execute(query).all())


def is_followed(session: Session, topic_id: int, person_id: int | None) -> bool:
    """Whether this person follows the topic; nobody does without signing in."""
    return person_id is not None and session.get(TopicFollow, (topic_id, person_id)) is not None


def thread_of_topic(session: Session, topic_id: int) -> list[Entry]:
    """All that happened in a topic, oldest first: one statement."""
    return tell(session.execute(_rows(tuple(told_names())).where(AuditEntry.topic_id == topic_id)).all())


def strip_of_topic(session: Session, topic_id: int) -> list[Station]:
    return strip(thread_of_topic(session, topic_id))


def strip_of_subject(session: Session, kind: str, subject_id: int) -> list[Station]:
    """The strip of something that belongs to no topic yet: only its own events."""
    rows = session.execute(
        _rows(tuple(told_names())).where(AuditEntry.subject_kind == kind, AuditEntry.subject_id == subject_id)
    ).all()
    return strip(tell(rows))


def strip_for(session: Session, kind: str, subject: Any) -> list[Station]:
    """The strip on a detail page: the topic's if the subject has one, else its own."""
    if subject.topic_id is not None:
        return strip_of_topic(session, subject.topic_id)
    return strip_of_subject(session, kind, subject.id)


@cache
def _rows(names: tuple[str, ...]) -> Any:
    return (
        select(
            AuditEntry.at, AuditEntry.name, AuditEntry.subject_kind, AuditEntry.subject_id,
            AuditEntry.title, AuditEntry.data, Person.name.label("actor_name"),
        )
        .join(Person, col(Person.id) == AuditEntry.actor_id, isouter=True)
        .where(col(AuditEntry.name).in_(names))
        .order_by(AuditEntry.at, AuditEntry.id)
    )  # fmt: skip
