"""Taking up again what an earlier meeting did not reach."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from quarter.foundation.actors import Actor
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.carry_over import list_not_reached
from quarter.meetings.service.agenda import append, is_public, record_added
from quarter.meetings.service.attachments import take_along
from quarter.meetings.service.guards import must_not_have_ended


def carry_over(
    session: Session, actor: Actor, meeting: Meeting, item_ids: Collection[int] | None = None, *, now: datetime
) -> list[AgendaItem]:
    """Put what was not reached on this agenda, all of it or only some items, each with its parts and files.

    Each comes back once. Where its topic is on the agenda already, that item now knows where it comes from,
    which leaves no trace: nothing new is on the agenda.
    """
    must_not_have_ended(session, meeting)
    offered = [row.id for row in list_not_reached(session, meeting)]
    wanted = offered if item_ids is None else list(item_ids)
    if not set(wanted) <= set(offered):
        raise Refusal(MeetingRefusal.NOT_LEFT_OVER)
    return [_take(session, actor, meeting, session.get_one(AgendaItem, item_id), now) for item_id in wanted]


def _take(session: Session, actor: Actor, meeting: Meeting, origin: AgendaItem, now: datetime) -> AgendaItem:
    # Two agendas at once: the second waits here, and finds that the item has gone.
    session.refresh(origin, with_for_update=True)
    if session.scalar(select(AgendaItem.id).where(AgendaItem.carried_from_id == origin.id)) is not None:
        raise Refusal(MeetingRefusal.NOT_LEFT_OVER)
    taken = _standing_here(session, meeting, origin) or _copy(session, actor, meeting, origin, None, now)
    taken.carried_from_id = origin.id
    session.flush()
    take_along(session, actor, meeting, origin, taken, now=now)
    for part in session.exec(_parts_left(origin)).all():
        if not _standing_here(session, meeting, part):
            copy = _copy(session, actor, meeting, part, taken, now)
            take_along(session, actor, meeting, part, copy, now=now)
    return taken


def _copy(
    session: Session, actor: Actor, meeting: Meeting, origin: AgendaItem, parent: AgendaItem | None, now: datetime
) -> AgendaItem:
    # What comes back without the item that it was a part of stays as closed as it was there.
    is_open = origin.is_public if parent else is_public(session, origin)
    item = append(
        session, meeting, parent_id=parent.id if parent else None, carried_from_id=origin.id, title=origin.title,
        lang=origin.lang, topic_id=origin.topic_id, corrects_id=origin.corrects_id, is_public=is_open,
        minutes_planned=origin.minutes_planned, now=now,
    )  # fmt: skip
    record_added(session, actor, meeting, item, now)
    return item


def _standing_here(session: Session, meeting: Meeting, origin: AgendaItem) -> AgendaItem | None:
    """The item of this agenda about the same topic."""
    if origin.topic_id is None:
        return None
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.topic_id == origin.topic_id)
    return session.exec(query.limit(1)).first()


def _parts_left(origin: AgendaItem) -> SelectOfScalar[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.parent_id == origin.id, col(AgendaItem.started_at).is_(None))
    return query.order_by(col(AgendaItem.position), col(AgendaItem.id))
