"""Deeds with topics. Issues, decisions and actions join a topic in their own rooms."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.foundation.actors import Actor
from quarter.foundation.db import bump_version, insert_if_absent
from quarter.foundation.recording import record
from quarter.groups.models import Group
from quarter.topics.events import TopicDescribed, TopicOpened
from quarter.topics.models import Topic, TopicFollow


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


def follow(session: Session, actor: Actor, topic: Topic, *, now: datetime) -> None:
    """From now on the actor gets a mail when something happens. One's own setting, so nothing is recorded of it."""
    insert_if_absent(session, TopicFollow, topic_id=topic.id, person_id=actor.person_id, followed_at=now)


def stop_following(session: Session, actor: Actor, topic: Topic) -> None:
    """No more mails about this topic; nothing happens to whoever did not follow it."""
    whose = (col(TopicFollow.topic_id) == topic.id, col(TopicFollow.person_id) == actor.person_id)
    session.execute(sa.delete(TopicFollow).where(*whose))


def _about(event: type[TopicOpened] | type[TopicDescribed], topic: Topic) -> TopicOpened | TopicDescribed:
    return event(subject_id=topic.id, group_id=topic.group_id, topic_id=topic.id, title=topic.title)
