"""Before the meeting: when and where."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.clock import local_date
from quarter.foundation.db import bump_version, insert_if_absent
from quarter.foundation.recording import record
from quarter.foundation.subjects import keep
from quarter.groups.models import Group
from quarter.meetings.domain import Held, MeetingState
from quarter.meetings.events import (
    MeetingCalledOff,
    MeetingMoved,
    MeetingScheduled,
    TopicCalledOffWithMeeting,
    TopicMovedWithMeeting,
)
from quarter.meetings.models import Meeting
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.queries.assembly import day_of
from quarter.meetings.service.guards import lock, must_be_planned
from quarter.meetings.service.invitations import write_to_group
from quarter.meetings.service.replies import forget_replies
from quarter.meetings.service.standing import put_standing_items
from quarter.places.queries import get_town


def schedule(
    session: Session,
    actor: Actor,
    group: Group,
    *,
    starts_at: datetime,
    place: str,
    lang: str,
    link: str = "",
    held: Held | None = None,
    planned_minutes: int = 120,
    now: datetime,
) -> Meeting:
    """Plan a meeting with an agenda that is still empty; `lang` is the language of record.

    Who plans in the house does so by `schedule_series`, which puts the standing items on the agenda.
    """
    meeting = _insert_with_next_number(
        session,
        group,
        starts_at,
        place=place,
        lang=lang,
        link=link,
        held=held or _held_with(place, link),
        planned_minutes=planned_minutes,
    )
    keep(session, meeting.subject(at=now))
    record(session, actor, MeetingScheduled(**meeting.as_subject(), held_on=day_of(session, meeting)), now=now)
    return meeting


def change(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    *,
    starts_at: datetime,
    place: str,
    link: str,
    held: Held | None = None,
    planned_minutes: int,
    expected: int,
    now: datetime,
) -> None:
    """Give a planned meeting another time or place; LostUpdate if somebody did since version `expected`."""
    must_be_planned(session, meeting)
    bump_version(session, meeting, expected)
    before, day_before = _when_and_where(meeting), day_of(session, meeting)
    starts_before, place_before = meeting.starts_at, meeting.place or meeting.link
    meeting.starts_at, meeting.planned_minutes = starts_at, planned_minutes
    meeting.place, meeting.link, meeting.held = place, link, held or _held_with(place, link)
    if _when_and_where(meeting) == before:
        return
    if meeting.starts_at != before[0]:
        forget_replies(session, meeting)
    meeting.calendar_sequence += 1
    session.flush()
    held_on = day_of(session, meeting)
    moved = MeetingMoved(
        **meeting.as_subject(), held_on=held_on, starts_before=starts_before, place_before=place_before
    )
    entry = record(session, actor, moved, now=now)
    if held_on != day_before:
        _move_topics(session, actor, meeting, held_on, now)
    if meeting.invited_at is not None:
        write_to_group(session, meeting, entry, now=now)


def call_off(session: Session, actor: Actor, meeting: Meeting, *, because: str, now: datetime) -> None:
    """A planned meeting does not take place; whoever was invited is told. What was to come waits for the next one.

    A second press changes nothing.
    """
    if lock(session, meeting).state is MeetingState.CALLED_OFF:
        return
    must_be_planned(session, meeting)
    held_on = day_of(session, meeting)
    meeting.state, meeting.called_off_because = MeetingState.CALLED_OFF, because
    meeting.calendar_sequence += 1
    session.flush()
    about = MeetingCalledOff(**meeting.as_subject(), held_on=held_on, reason=because)
    entry = record(session, actor, about, now=now)
    for topic in _topics_of(session, meeting):
        record(session, actor, TopicCalledOffWithMeeting(**topic, held_on=held_on), now=now)
    if meeting.invited_at is not None:
        write_to_group(session, meeting, entry, now=now)


def _move_topics(session: Session, actor: Actor, meeting: Meeting, held_on: date, now: datetime) -> None:
    """Let the thread of each topic on the agenda say the new day."""
    for topic in _topics_of(session, meeting):
        record(session, actor, TopicMovedWithMeeting(**topic, held_on=held_on), now=now)


def _topics_of(session: Session, meeting: Meeting) -> Iterator[dict[str, Any]]:
    """Each topic on the agenda, as events of the meeting speak of it."""
    for item in list_agenda(session, meeting.id):
        if item.topic_id is not None:
            yield meeting.as_subject() | {"topic_id": item.topic_id, "title": item.topic_title}


def schedule_series(
    session: Session,
    actor: Actor,
    group: Group,
    starts: Sequence[datetime],
    *,
    place: str,
    lang: str,
    link: str = "",
    held: Held | None = None,
    planned_minutes: int = 120,
    now: datetime,
) -> list[Meeting]:
    """Plan one meeting or several at once, each with what every meeting has on its agenda, and then one of its own."""
    meetings = [
        schedule(
            session, actor, group, starts_at=starts_at, place=place, lang=lang, link=link, held=held,
            planned_minutes=planned_minutes, now=now,
        )
        for starts_at in starts
    ]  # fmt: skip
    for meeting in meetings:
        put_standing_items(session, meeting, now=now)
    return meetings


def _held_with(place: str, link: str) -> Held:
    """How people come together, if nobody said so."""
    if not link:
        return Held.IN_PERSON
    return Held.HYBRID if place else Held.ONLINE


def _insert_with_next_number(session: Session, group: Group, starts_at: datetime, **values: object) -> Meeting:
    """Two moderators at once get two numbers: the unique key lets one of them try again."""
    year = local_date(starts_at, get_town(session).timezone).year
    while True:
        number = session.scalar(_next_number(group, year)) or 1
        state = {"state": MeetingState.PLANNED, "calendar_sequence": 0, "version": 1}
        key = {"group_id": group.id, "year": year, "number": number}
        if insert_if_absent(session, Meeting, **key, starts_at=starts_at, **state, **values):
            return session.exec(select(Meeting).filter_by(**key)).one()


def _next_number(group: Group, year: int) -> sa.Select[int]:
    return sa.select(sa.func.max(Meeting.number) + 1).where(
        col(Meeting.group_id) == group.id, col(Meeting.year) == year
    )


def _when_and_where(meeting: Meeting) -> tuple[object, ...]:
    return meeting.starts_at, meeting.planned_minutes, meeting.held, meeting.place, meeting.link
