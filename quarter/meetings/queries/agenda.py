"""The agenda of a meeting, in its order."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.models import column, list_rows, maybe
from quarter.foundation.subjects import get_known
from quarter.meetings.domain import ItemKind
from quarter.meetings.models import AgendaItem, Meeting
from quarter.topics.models import Topic

ITEM, MEETING, TOPIC = AgendaItem.__table__.c, Meeting.__table__.c, Topic.__table__.c
Lines = sa.Select[int, int, int, str, bool, int | None, ItemKind, str, str, int | None, *tuple[Any, ...]]


def get_item(session: Session, meeting_id: int, item_id: int, *, reader: Actor) -> AgendaItem | None:
    """An item of this very meeting that the reader may know of; the item of another one is None."""
    item = find_known(session, item_id, reader=reader)
    return item if item is not None and item.meeting_id == meeting_id else None


def find_known(session: Session, item_id: int, *, reader: Actor) -> AgendaItem | None:
    """An item that the reader may know of, for whoever knows only its id."""
    return get_known(session, AgendaItem, item_id, reader=reader)


class AgendaLine(NamedTuple):
    """An item of an agenda. `number` is text: 3 is `place` 3, 3.1 its first `part`; 0 is no part.

    What was not reached in `from_meeting` comes back here, and what is not reached here comes back in `in_meeting`.
    """

    id: int
    place: int
    part: int
    number: str
    is_public: bool
    parent_id: int | None
    kind: ItemKind
    title: str
    lang: str
    topic_id: int | None
    topic_title: str | None
    topic_lang: str | None
    minutes_planned: int
    notes: str
    started_at: datetime | None
    from_meeting_id: int | None
    from_meeting: int | None
    in_meeting_id: int | None
    in_meeting: int | None


def list_agenda(session: Session, meeting_id: int) -> list[AgendaLine]:
    """An agenda in its order, each item before its parts."""
    return list_rows(session, _agenda(), AgendaLine, meeting_id=meeting_id)


def number_of(session: Session, meeting_id: int, item_id: int) -> str:
    """What an item is called on the agenda of its meeting: 3, or 3.1."""
    return next(line.number for line in list_agenda(session, meeting_id) if line.id == item_id)


@cache
def _agenda() -> Lines:
    """Built once: every page of a meeting asks it."""
    items, meetings = AgendaItem.__table__, Meeting.__table__
    numbers, origin, again = Numbering(), items.alias(), items.alias()
    before, later = meetings.alias(), meetings.alias()
    return (
        sa.select(
            column(AgendaItem.id), numbers.place, numbers.part, numbers.number, numbers.is_public,
            column(AgendaItem.parent_id), column(AgendaItem.kind), column(AgendaItem.title), column(AgendaItem.lang),
            column(AgendaItem.topic_id), maybe(Topic.title), maybe(Topic.lang), column(AgendaItem.minutes_planned),
            column(AgendaItem.notes), column(AgendaItem.started_at), maybe(Meeting.id, before),
            maybe(Meeting.number, before), maybe(Meeting.id, later), maybe(Meeting.number, later),
        )
        .select_from(items)
        .join(numbers.parent, numbers.parent.c.id == ITEM.parent_id, isouter=True)
        .join(Topic.__table__, TOPIC.id == ITEM.topic_id, isouter=True)
        .join(origin, origin.c.id == ITEM.carried_from_id, isouter=True)
        .join(before, before.c.id == origin.c.meeting_id, isouter=True)
        .join(again, again.c.carried_from_id == ITEM.id, isouter=True)
        .join(later, later.c.id == again.c.meeting_id, isouter=True)
        .where(ITEM.meeting_id == sa.bindparam("meeting_id"))
        .order_by(numbers.place, numbers.part)
    )  # fmt: skip


class AgendaTitle(NamedTuple):
    """An item as a calendar names it."""

    id: int
    meeting_id: int
    place: int
    part: int
    number: str
    is_public: bool
    title: str


def list_agendas(session: Session, meeting_ids: Collection[int]) -> Mapping[int, list[AgendaTitle]]:
    """Several agendas, by meeting, each in its order."""
    numbers = Numbering()
    query = (
        sa.select(
            column(AgendaItem.id), column(AgendaItem.meeting_id), numbers.place, numbers.part, numbers.number,
            numbers.is_public, column(AgendaItem.title),
        )
        .select_from(AgendaItem.__table__)
        .join(numbers.parent, numbers.parent.c.id == ITEM.parent_id, isouter=True)
        .where(ITEM.meeting_id.in_(meeting_ids))
        .order_by(ITEM.meeting_id, numbers.place, numbers.part)
    )  # fmt: skip
    agendas: dict[int, list[AgendaTitle]] = defaultdict(list)
    for item in list_rows(session, query, AgendaTitle):
        agendas[item.meeting_id].append(item)
    return agendas


class Numbering:
    """The columns that number items and parts; the statement joins `parent`."""

    def __init__(self) -> None:
        self.parent = AgendaItem.__table__.alias()
        own = self.parent.c
        whole = sa.func.coalesce(own.id, ITEM.id)
        position = sa.func.coalesce(own.position, ITEM.position)
        within = (own.id.is_not(None), ITEM.position, ITEM.id)
        place: sa.ColumnElement[int] = sa.func.dense_rank().over(
            partition_by=ITEM.meeting_id, order_by=(position, whole)
        )
        part: sa.ColumnElement[int] = sa.func.row_number().over(partition_by=whole, order_by=within) - 1
        tail = sa.case((part > 0, sa.literal(".") + sa.cast(part, sa.String)), else_="")
        is_public: sa.ColumnElement[bool] = sa.and_(ITEM.is_public, sa.func.coalesce(own.is_public, sa.true()))
        self.place, self.part = place.label("place"), part.label("part")
        self.number = (sa.cast(place, sa.String) + tail).label("number")
        self.is_public = is_public.label("is_public")


class MayBeHidden(Protocol):
    """What stands on an agenda."""

    @property
    def is_public(self) -> bool: ...


Listed = TypeVar("Listed", bound=MayBeHidden)


def visible_items(agenda: Sequence[Listed], *, sees_all: bool) -> list[Listed]:
    """What somebody may read of an agenda. Numbers stay, so a gap tells that something is not public."""
    return [item for item in agenda if sees_all or item.is_public]


def current_item(agenda: Sequence[AgendaLine]) -> AgendaLine | None:
    """The item of an agenda that was begun last; None before the first."""
    begun = [(item.started_at, item.place, item.part, item) for item in agenda if item.started_at is not None]
    return max(begun)[-1] if begun else None


def next_item(agenda: Sequence[AgendaLine], item_id: int) -> AgendaLine | None:
    """What comes after an item; None after the last."""
    following = [item.id for item in agenda].index(item_id) + 1
    return agenda[following] if following < len(agenda) else None


class FreeTopic(NamedTuple):
    """A topic that may come on an agenda."""

    id: int
    title: str


def list_free_topics(session: Session, meeting: Meeting) -> list[FreeTopic]:
    """The group's topics that are not on this agenda yet, the newest first."""
    taken = sa.select(ITEM.topic_id).where(ITEM.meeting_id == meeting.id, ITEM.topic_id.is_not(None))
    query = (
        sa.select(column(Topic.id), column(Topic.title))
        .where(TOPIC.group_id == meeting.group_id, TOPIC.id.not_in(taken))
        .order_by(TOPIC.id.desc())
    )
    return list_rows(session, query, FreeTopic)
