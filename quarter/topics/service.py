"""Deeds with topics. Issues, decisions and actions join a topic in their own rooms."""

from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.db import bump_version
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import Audience, Subject, keep
from quarter.groups.models import Group
from quarter.topics.domain import TopicRefusal
from quarter.topics.events import ThingAnnounced, TopicDescribed, TopicOpened
from quarter.topics.models import Announcement, Topic


def open_topic(
    session: Session, actor: Actor, group: Group, *, title: str, summary: str, lang: str, now: datetime
) -> Topic:
    """Begin a matter of the group."""
    topic = Topic(
        group_id=group.id, title=title, summary=summary, lang=lang, opened_by_id=actor.signed_in_id, opened_at=now
    )
    session.add(topic)
    session.flush()
    keep(session, topic.subject())
    record(session, actor, _about(TopicOpened, topic), now=now)
    return topic


def describe_topic(
    session: Session, actor: Actor, topic: Topic, *, title: str, summary: str, lang: str, expected: int, now: datetime
) -> None:
    """Change title and description; LostUpdate if somebody else did since version `expected`."""
    bump_version(session, topic, expected)
    topic.title, topic.summary, topic.lang = title, summary, lang
    keep(session, topic.subject())
    record(session, actor, _about(TopicDescribed, topic), now=now)


def announce(
    session: Session, actor: Actor, topic: Topic, thing: Subject, *, title: str, reason: str, lang: str, now: datetime
) -> Announcement:
    """Tell the public of a closed thing of the topic, in words of its own and with the reason; the thing stays closed.

    Refused for what is public anyway, and for what the group itself may not pass on.
    """
    session.refresh(thing, with_for_update={"read": True})
    must_be_closed(thing)
    announced = Announcement(
        topic_id=topic.id, kind=thing.kind, subject_id=thing.id, title=title, reason=reason, lang=lang,
        announced_by_id=actor.signed_in_id, announced_at=now,
    )  # fmt: skip
    session.add(announced)
    session.flush()
    keep(session, announced.subject(topic))
    event = ThingAnnounced(
        subject_id=announced.id, group_id=topic.group_id, topic_id=topic.id, title=title, reason=reason,
        announced_kind=thing.kind, announced_id=thing.id,
    )  # fmt: skip
    record(session, actor, event, now=now)
    return announced


def must_be_closed(thing: Subject) -> None:
    """Refuse what everybody may know of, and what not even the group may: neither can be announced."""
    if thing.audience == Audience.PUBLIC:
        raise Refusal(TopicRefusal.IS_PUBLIC)
    if thing.audience > Audience.GROUP:
        raise Refusal(TopicRefusal.IS_PRIVATE)


def _about(event: type[TopicOpened] | type[TopicDescribed], topic: Topic) -> TopicOpened | TopicDescribed:
    return event(subject_id=topic.id, group_id=topic.group_id, topic_id=topic.id, title=topic.title)
