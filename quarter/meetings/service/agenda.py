"""The agenda: what is talked about, in which order. It can grow while the meeting runs."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.decisions.queries.decision import is_any_reworded_for_more
from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.db import bump_version
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import get_subject, keep, pass_on, strike
from quarter.meetings.domain import ItemKind, MeetingRefusal, ProposalState
from quarter.meetings.events import (
    ItemAdded,
    ItemChanged,
    ItemMoved,
    ItemRemoved,
    TopicPutOnAgenda,
    TopicTakenOffAgenda,
)
from quarter.meetings.models import AgendaItem, AgendaProposal, Meeting
from quarter.meetings.queries.assembly import day_of
from quarter.meetings.queries.outcomes import list_outcomes
from quarter.meetings.service.attachments import has_files
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
        raise Refusal(MeetingRefusal.TOPIC_OF_ANOTHER_GROUP)
    if _is_on_agenda(session, meeting, topic):
        raise Refusal(MeetingRefusal.TOPIC_IS_ON_AGENDA)
    item = append(
        session, meeting, title=topic.title, lang=topic.lang, topic_id=topic.id, minutes_planned=minutes_planned,
        now=now,
    )  # fmt: skip
    record_added(session, actor, meeting, item, now)
    return item


def record_added(session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, now: datetime) -> None:
    """Note who put an item on the agenda; the thread of its topic, if it has one, tells that it is talked about."""
    if item.topic_id is None:
        record(session, actor, ItemAdded(**item.as_subject(meeting.group_id), is_public=item.is_public), now=now)
    else:
        about = meeting.as_subject() | {"topic_id": item.topic_id, "title": item.title}
        record(session, actor, TopicPutOnAgenda(**about, held_on=day_of(session, meeting)), now=now)


def add_item(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    *,
    title: str,
    lang: str | None = None,
    minutes_planned: int = MINUTES,
    is_public: bool = True,
    parent: AgendaItem | None = None,
    now: datetime,
) -> AgendaItem:
    """Put something on the agenda that is no topic; as a part of `parent`, or after all that is there.

    Without a language the title is in that of the record. What is not public only the group reads.
    """
    must_not_have_ended(session, meeting)
    if parent is not None:
        _must_take_parts(session, meeting, parent)
    item = append(
        session, meeting, title=title, lang=lang or meeting.lang, minutes_planned=minutes_planned,
        is_public=is_public, parent_id=parent.id if parent else None, now=now,
    )  # fmt: skip
    record_added(session, actor, meeting, item, now)
    return item


def change_item(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    item: AgendaItem,
    *,
    title: str,
    lang: str,
    minutes_planned: int,
    is_public: bool,
    parent: AgendaItem | None,
    expected: int,
    now: datetime,
) -> None:
    """Say an item anew, or put it under another one; elsewhere than before, it comes after what is there.

    LostUpdate if it is not at version `expected` any more.
    """
    must_not_have_ended(session, meeting)
    session.refresh(item)
    if item.topic_id is not None and not is_public:
        raise Refusal(MeetingRefusal.TOPICS_ARE_PUBLIC)
    if parent is not None:
        _must_fit_under(session, meeting, item, parent)
    if not is_public and _has_topics_among_parts(session, item):
        raise Refusal(MeetingRefusal.TOPICS_ARE_PUBLIC)
    parent_id, was_public = parent.id if parent else None, item.is_public
    if parent_id != item.parent_id:
        item.parent_id, item.position = parent_id, _last_position(session, meeting, parent_id) + 1
    bump_version(session, item, expected)
    item.title, item.lang, item.minutes_planned, item.is_public = title, lang, minutes_planned, is_public
    session.flush()
    keep(session, item.subject(meeting.group_id, at=now))
    pass_on(session, "agenda_item", item.id)
    if is_any_reworded_for_more(session, _with_parts(session, item)):
        raise Refusal(MeetingRefusal.ASKED_AGAIN_FOR_MORE)
    about = item.as_subject(meeting.group_id)
    record(session, actor, ItemChanged(**about, was_public=was_public, is_public=is_public), now=now)


def remove_item(session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, *, now: datetime) -> None:
    """Take an item off the agenda, unless something has already come of it."""
    must_not_have_ended(session, meeting)
    session.refresh(item)
    if item.started_at or item.notes or list_outcomes(session, [item], reader=None)[item.id]:
        raise Refusal(MeetingRefusal.ITEM_IS_IN_USE)
    if has_parts(session, item):
        raise Refusal(MeetingRefusal.ITEM_HAS_PARTS)
    if has_files(session, item):
        raise Refusal(MeetingRefusal.ITEM_HAS_FILES)
    _let_proposal_wait_again(session, item)
    # Another item may get this one's id, and must not be taken for it when the agenda is sent again.
    meeting.agenda_sent = [
        [None if item_id == item.id else item_id, title] for item_id, title in meeting.agenda_sent or ()
    ] or meeting.agenda_sent
    session.delete(item)
    session.flush()
    strike(session, "agenda_item", item.id)
    if item.topic_id is None:
        record(session, actor, ItemRemoved(**item.as_subject(meeting.group_id)), now=now)
    else:
        about = meeting.as_subject() | {"topic_id": item.topic_id, "title": item.title}
        record(session, actor, TopicTakenOffAgenda(**about), now=now)


def move_item(session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, *, up: bool, now: datetime) -> None:
    """Let an item with its parts change places with its neighbour, or a part within its item; the first stays first
    and the last stays last."""
    must_not_have_ended(session, meeting)
    siblings = _in_order(session, item)
    place = _place_among(siblings, item)
    _put(session, actor, meeting, item, siblings, place - 1 if up else place + 1, now)


def put_item_at(
    session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, place: int, *, now: datetime
) -> None:
    """Put an item with its parts at a place of the agenda, or a part at one within its item; 1 is the first.

    Beyond the last is the last.
    """
    must_not_have_ended(session, meeting)
    _put(session, actor, meeting, item, _in_order(session, item), place, now)


def _put(
    session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, siblings: list[AgendaItem], place: int,
    now: datetime,
) -> None:  # fmt: skip
    others = [sibling for sibling in siblings if sibling is not item]
    others.insert(max(place, 1) - 1, item)
    for position, sibling in enumerate(others, 1):
        sibling.position = position
    session.flush()
    before, after = _place_among(siblings, item), _place_among(others, item)
    if before != after:
        about = item.as_subject(meeting.group_id)
        record(session, actor, ItemMoved(**about, from_place=before, to_place=after), now=now)


def _in_order(session: Session, item: AgendaItem) -> list[AgendaItem]:
    """An item and its siblings."""
    query = select(AgendaItem).where(*_siblings(item.meeting_id, item.parent_id))
    return list(session.exec(query.order_by(col(AgendaItem.position), col(AgendaItem.id))).all())


def _place_among(siblings: Sequence[AgendaItem], item: AgendaItem) -> int:
    return [sibling.id for sibling in siblings].index(item.id) + 1


def _let_proposal_wait_again(session: Session, item: AgendaItem) -> None:
    """What somebody proposed is not answered by an item that is gone."""
    proposal = session.exec(select(AgendaProposal).where(AgendaProposal.agenda_item_id == item.id)).one_or_none()
    if proposal is not None:
        proposal.state, proposal.agenda_item_id = ProposalState.OPEN, None
        proposal.answered_at = proposal.answered_by_id = None
        session.flush()


def append(
    session: Session,
    meeting: Meeting,
    *,
    title: str,
    lang: str,
    minutes_planned: int,
    kind: ItemKind = ItemKind.MATTER,
    is_public: bool = True,
    notes: str = "",
    topic_id: int | None = None,
    parent_id: int | None = None,
    corrects_id: int | None = None,
    carried_from_id: int | None = None,
    now: datetime,
) -> AgendaItem:
    """An item after its siblings; the meeting is locked by whoever calls."""
    item = AgendaItem(
        meeting_id=meeting.id, title=title, lang=lang, minutes_planned=minutes_planned, kind=kind,
        is_public=is_public, notes=notes, topic_id=topic_id, parent_id=parent_id, corrects_id=corrects_id,
        carried_from_id=carried_from_id, position=_last_position(session, meeting, parent_id) + 1,
    )  # fmt: skip
    session.add(item)
    session.flush()
    keep(session, item.subject(meeting.group_id, at=now))
    return item


def has_parts(session: Session, item: AgendaItem) -> bool:
    return session.scalar(select(AgendaItem.id).where(AgendaItem.parent_id == item.id).limit(1)) is not None


def is_public(session: Session, item: AgendaItem) -> bool:
    """Whether everybody may know of it: a part of an item that is not public is not public either."""
    return get_subject(session, "agenda_item", item.id, ANONYMOUS) is not None


def _with_parts(session: Session, item: AgendaItem) -> list[int]:
    """The ids of an item and of its parts."""
    return [item.id, *session.scalars(select(AgendaItem.id).where(AgendaItem.parent_id == item.id))]


def _last_position(session: Session, meeting: Meeting, parent_id: int | None) -> int:
    last = select(sa.func.max(AgendaItem.position))
    return session.scalar(last.where(*_siblings(meeting.id, parent_id))) or 0


def _must_take_parts(session: Session, meeting: Meeting, parent: AgendaItem) -> None:
    session.refresh(parent)
    if parent.meeting_id != meeting.id or parent.parent_id is not None:
        raise Refusal(MeetingRefusal.NO_PLACE_FOR_PARTS)


def _must_fit_under(session: Session, meeting: Meeting, item: AgendaItem, parent: AgendaItem) -> None:
    _must_take_parts(session, meeting, parent)
    if item.kind is not ItemKind.MATTER or parent.id == item.id:
        raise Refusal(MeetingRefusal.NO_PLACE_FOR_PARTS)
    if has_parts(session, item):
        raise Refusal(MeetingRefusal.ITEM_HAS_PARTS)
    if item.topic_id is not None and not parent.is_public:
        raise Refusal(MeetingRefusal.TOPICS_ARE_PUBLIC)


def _has_topics_among_parts(session: Session, item: AgendaItem) -> bool:
    query = select(AgendaItem.id).where(AgendaItem.parent_id == item.id, col(AgendaItem.topic_id).is_not(None))
    return session.scalar(query.limit(1)) is not None


def _siblings(meeting_id: int, parent_id: int | None) -> tuple[sa.ColumnElement[bool], ...]:
    """The items of a meeting, or the parts of one of them."""
    own = col(AgendaItem.parent_id)
    return col(AgendaItem.meeting_id) == meeting_id, own.is_(None) if parent_id is None else own == parent_id


def _is_on_agenda(session: Session, meeting: Meeting, topic: Topic) -> bool:
    query = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.topic_id == topic.id)
    return session.scalar(query) is not None
