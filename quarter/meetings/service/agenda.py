"""The agenda: what is talked about, in which order. It can grow while the meeting runs."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.events import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import Reason
from quarter.meetings.events import TopicPutOnAgenda, TopicTakenOffAgenda
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries import list_outcomes
from quarter.meetings.queries.room import day_of
from quarter.meetings.service.guards import must_not_have_ended
from quarter.topics.models import Topic

MINUTES = 15  # for an item of which nobody said how long it takes


def add_topic(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    topic: Topic,
    *,
    minutes_planned: int = MINUTES,
    now: datetime,
) -> AgendaItem:
    """Put a topic of the group on the agenda, after what is there."""
    must_not_have_ended(session, meeting)
    if topic.group_id != meeting.group_id:
        raise Refusal(Reason.TOPIC_OF_ANOTHER_GROUP)
    if _is_on_agenda(session, meeting, topic):
        raise Refusal(Reason.TOPIC_IS_ON_AGENDA)
    item = _append(session, meeting, title=topic.title, topic_id=topic.id, minutes_planned=minutes_planned)
    about = meeting.as_subject() | {"topic_id": topic.id, "title": topic.title}
    record(session, actor, TopicPutOnAgenda(**about, held_on=day_of(session, meeting)), now=now)
    return item


def add_item(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    *,
    title: str,
    minutes_planned: int = MINUTES,
    now: datetime,
) -> AgendaItem:
    """Put something on the agenda that is no topic: the opening, reports, questions of the residents."""
    must_not_have_ended(session, meeting)
    return _append(session, meeting, title=title, minutes_planned=minutes_planned)


def remove_item(session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, *, now: datetime) -> None:
    """Take an item off the agenda, unless something has already come of it."""
    must_not_have_ended(session, meeting)
    if item.started_at or item.notes or list_outcomes(session, [item])[item.id]:
        raise Refusal(Reason.ITEM_IS_IN_USE)
    session.delete(item)
    session.flush()
    if item.topic_id is not None:
        about = meeting.as_subject() | {"topic_id": item.topic_id, "title": item.title}
        record(session, actor, TopicTakenOffAgenda(**about), now=now)


def move_item(session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, *, up: bool, now: datetime) -> None:
    """Let an item change places with its neighbour; the first stays first and the last stays last."""
    must_not_have_ended(session, meeting)
    neighbour = session.exec(_neighbour(item, up)).first()
    if neighbour is not None:
        item.position, neighbour.position = neighbour.position, item.position
        session.flush()


def _append(
    session: Session, meeting: Meeting, *, title: str, minutes_planned: int, topic_id: int | None = None
) -> AgendaItem:
    last = session.scalar(select(sa.func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting.id))
    item = AgendaItem(
        meeting_id=meeting.id,
        topic_id=topic_id,
        position=(last or 0) + 1,
        title=title,
        minutes_planned=minutes_planned,
    )
    session.add(item)
    session.flush()
    return item


def _is_on_agenda(session: Session, meeting: Meeting, topic: Topic) -> bool:
    query = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.topic_id == topic.id)
    return session.scalar(query) is not None


def _neighbour(item: AgendaItem, up: bool):  # type: ignore[no-untyped-def]
    position = col(AgendaItem.position)
    query = select(AgendaItem).where(AgendaItem.meeting_id == item.meeting_id)
    if up:
        return query.where(position < item.position).order_by(position.desc()).limit(1)
    return query.where(position > item.position).order_by(position).limit(1)
