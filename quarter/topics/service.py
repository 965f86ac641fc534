"""Deeds with topics. Issues, decisions and actions join a topic in their own rooms."""

from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.db import bump_version
from quarter.foundation.events import record
from quarter.groups.models import Group
from quarter.topics.events import TopicDescribed, TopicOpened
from quarter.topics.models import Topic


def open_topic(
    session: Session, actor: Actor, group: Group, *, title: str, summary: str, lang: str, now: datetime
) -> Topic:
    """Begin a matter of the group."""
    topic = Topic(
        group_id=group.id, title=title, summary=summary, lang=lang, opened_by_id=actor.person_id, opened_at=now
    )
    session.add(topic)
    session.flush()
    record(session, actor, _about(TopicOpened, topic), now=now)
    return topic


def describe_topic(
    session: Session, actor: Actor, topic: Topic, *, title: str, summary: str, lang: str, expected: int, now: datetime
) -> None:
    """Change title and description; LostUpdate if somebody else did since version `expected`."""
    bump_version(session, topic, expected)
    topic.title, topic.summary, topic.lang = title, summary, lang
    record(session, actor, _about(TopicDescribed, topic), now=now)


def _about(event: type[TopicOpened] | type[TopicDescribed], topic: Topic) -> TopicOpened | TopicDescribed:
    return event(subject_id=topic.id, group_id=topic.group_id, topic_id=topic.id, title=topic.title)
