"""Putting an issue under a topic, one that is there or a new one."""

from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.audit import file_under_topic
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.groups.models import Group
from quarter.issues.domain import IssueRefusal
from quarter.issues.events import IssueAttachedToTopic, IssuePosted
from quarter.issues.models import Issue
from quarter.topics import service as topics
from quarter.topics.models import Topic


def attach_to_topic(session: Session, actor: Actor, issue: Issue, topic: Topic, *, now: datetime) -> None:
    """Put an issue under a topic of its group, whose thread then tells what came before, too."""
    if topic.group_id != issue.group_id:
        raise Refusal(IssueRefusal.OTHER_GROUP)
    if topic.id == issue.topic_id:
        return
    issue.topic_id = topic.id
    keep(session, issue.subject())
    file_under_topic(session, topic.id, IssuePosted.kind, issue.id)
    record(session, actor, issue.event(IssueAttachedToTopic), now=now)


def open_topic_from(
    session: Session, actor: Actor, issue: Issue, *, title: str, summary: str, lang: str, now: datetime
) -> Topic:
    """Open a topic of the issue's group, with the issue under it."""
    group = session.get_one(Group, issue.group_id)
    topic = topics.open_topic(session, actor, group, title=title, summary=summary, lang=lang, now=now)
    attach_to_topic(session, actor, issue, topic, now=now)
    return topic
