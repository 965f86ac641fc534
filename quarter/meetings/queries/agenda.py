"""The agenda of a meeting, in its order."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from quarter.meetings.models import AgendaItem, Meeting
from quarter.topics.models import Topic


@dataclass(frozen=True)
class ItemOfMeeting:
    """An agenda item together with its meeting, so that policies can judge it."""

    meeting: Meeting
    item: AgendaItem

    @property
    def group_id(self) -> int:
        return self.meeting.group_id


def get_item(session: Session, meeting_id: int, item_id: int) -> ItemOfMeeting | None:
    """An item of this very meeting; the item of another one is None."""
    query = (
        select(Meeting, AgendaItem)
        .join(AgendaItem, col(AgendaItem.meeting_id) == Meeting.id)
        .where(Meeting.id == meeting_id, AgendaItem.id == item_id)
    )
    row = session.exec(query).one_or_none()
    return ItemOfMeeting(*row) if row else None


def find_by_id(session: Session, item_id: int) -> ItemOfMeeting | None:
    """An item with its meeting, for whoever knows only the item's id."""
    query = select(Meeting, AgendaItem).join(AgendaItem, col(AgendaItem.meeting_id) == Meeting.id)
    row = session.exec(query.where(AgendaItem.id == item_id)).one_or_none()
    return ItemOfMeeting(*row) if row else None


def list_agenda(session: Session, meeting_id: int) -> list[sa.Row]:
    """An agenda in its order, each item before its parts.

    Rows: (id, place, part, number, parent_id, kind, is_public, title, lang, topic_id, topic_title, topic_lang,
    minutes_planned, notes, started_at, from_meeting_id, from_meeting, in_meeting_id, in_meeting). `number` is text:
    3 is `place` 3, 3.1 its first `part`; 0 is no part. What was not reached in `from_meeting` comes back here, and
    what is not reached here comes back in `in_meeting`.
    """
    return list(session.execute(_agenda(), {"meeting_id": meeting_id}).all())


def number_of(session: Session, meeting_id: int, item_id: int) -> str:
    """What an item is called on the agenda of its meeting: 3, or 3.1."""
    return next(row.number for row in list_agenda(session, meeting_id) if row.id == item_id)


@cache
def _agenda() -> Any:
    """Built once: every page of a meeting asks it."""
    numbers, origin, again = Numbering(), aliased(AgendaItem), aliased(AgendaItem)
    before, later = aliased(Meeting), aliased(Meeting)
    return (
        select(
            AgendaItem.id, *numbers.columns, AgendaItem.parent_id, AgendaItem.kind, AgendaItem.title, AgendaItem.lang,
            AgendaItem.topic_id, Topic.title.label("topic_title"), Topic.lang.label("topic_lang"),
            AgendaItem.minutes_planned, AgendaItem.notes, AgendaItem.started_at,
            before.id.label("from_meeting_id"), before.number.label("from_meeting"),
            later.id.label("in_meeting_id"), later.number.label("in_meeting"),
        )
        .join(numbers.parent, numbers.parent.id == AgendaItem.parent_id, isouter=True)
        .join(Topic, col(Topic.id) == AgendaItem.topic_id, isouter=True)
        .join(origin, origin.id == AgendaItem.carried_from_id, isouter=True)
        .join(before, before.id == origin.meeting_id, isouter=True)
        .join(again, again.carried_from_id == AgendaItem.id, isouter=True)
        .join(later, later.id == again.meeting_id, isouter=True)
        .where(AgendaItem.meeting_id == sa.bindparam("meeting_id"))
        .order_by("place", "part")
    )  # fmt: skip


def list_agendas(session: Session, meeting_ids: Collection[int]) -> Mapping[int, list[sa.Row]]:
    """(meeting_id, place, part, number, is_public, title) of several agendas, by meeting, each in its order."""
    numbers = Numbering()
    query = (
        select(AgendaItem.meeting_id, *numbers.columns, AgendaItem.title)
        .join(numbers.parent, numbers.parent.id == AgendaItem.parent_id, isouter=True)
        .where(col(AgendaItem.meeting_id).in_(meeting_ids))
        .order_by(AgendaItem.meeting_id, "place", "part")
    )
    agendas = defaultdict(list)
    for row in session.execute(query):
        agendas[row.meeting_id].append(row)
    return agendas


class Numbering:
    """The columns that number items and parts; the statement joins `parent`."""

    def __init__(self) -> None:
        self.parent: Any = aliased(AgendaItem)
        meeting = col(AgendaItem.meeting_id)
        whole = sa.func.coalesce(self.parent.id, AgendaItem.id)
        position = sa.func.coalesce(self.parent.position, AgendaItem.position)
        own = (self.parent.id.is_not(None), AgendaItem.position, AgendaItem.id)
        place = sa.func.dense_rank().over(partition_by=meeting, order_by=(position, whole))
        part = sa.func.row_number().over(partition_by=whole, order_by=own) - 1
        tail = sa.case((part > 0, sa.literal(".") + sa.cast(part, sa.String)), else_="")
        is_public = sa.and_(AgendaItem.is_public, sa.func.coalesce(self.parent.is_public, sa.true()))
        self.columns = (
            place.label("place"), part.label("part"), (sa.cast(place, sa.String) + tail).label("number"),
            is_public.label("is_public"),
        )  # fmt: skip


def visible_items(agenda: Sequence[sa.Row], *, sees_all: bool) -> list[sa.Row]:
    """What somebody may read of an agenda. Numbers stay, so a gap tells that something is not public."""
    return [item for item in agenda if sees_all or item.is_public]


def current_item(agenda: Sequence[sa.Row]) -> sa.Row | None:
    """The item of an agenda that was begun last; None before the first."""
    begun = [item for item in agenda if item.started_at is not None]
    return max(begun, key=lambda item: (item.started_at, item.place, item.part), default=None)


def next_item(agenda: Sequence[sa.Row], item_id: int) -> sa.Row | None:
    """What comes after an item; None after the last."""
    following = [item.id for item in agenda].index(item_id) + 1
    return agenda[following] if following < len(agenda) else None


def list_free_topics(session: Session, meeting: Meeting) -> list[sa.Row]:
    """(id, title) of the group's topics that are not on this agenda yet, the newest first."""
    taken = select(AgendaItem.topic_id).where(
        AgendaItem.meeting_id == meeting.id, col(AgendaItem.topic_id).is_not(None)
    )
    query = (
        select(Topic.id, Topic.title)
        .where(Topic.group_id == meeting.group_id, col(Topic.id).not_in(taken))
        .order_by(col(Topic.id).desc())
    )
    return list(session.execute(query).all())
