"""From the rows of a meeting to its `Minutes`: a constant number of statements, however long the meeting."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.groups.models import Group, Municipality, Quarter
from quarter.meetings.document import (
    ActionAgreed,
    AttachedFile,
    DecisionTaken,
    Item,
    Minutes,
    Presence,
    SeatedPerson,
    Written,
)
from quarter.meetings.domain import MinutesState, Reply, find_opening
from quarter.meetings.models import Meeting
from quarter.meetings.queries import (
    Files,
    RecordOfMeeting,
    Room,
    get_room,
    list_agenda,
    list_attachments,
    list_outcomes,
)


def read_minutes(session: Session, recorded: RecordOfMeeting) -> Minutes:
    """The minutes as they stand: while a draft, what is in the rows; from circulation on, the frozen text."""
    document = recorded.record.document
    if recorded.minutes_state is MinutesState.DRAFT or document is None:
        return build_minutes(session, recorded.meeting)
    return Minutes.from_json(document)


def build_minutes(session: Session, meeting: Meeting) -> Minutes:
    """The minutes as the rows have them now."""
    agenda = list_agenda(session, meeting.id)
    room = get_room(session, meeting)
    opened_at = meeting.opened_at
    found_at = opened_at and find_opening(opened_at, [item.started_at for item in agenda])
    town = _town(session, meeting)
    files = list_attachments(session, meeting.id)
    return Minutes(
        municipality=town.municipality,
        timezone=town.timezone,
        quarter=town.quarter,
        group=town.group,
        number=meeting.number,
        lang=meeting.lang,
        place=meeting.place,
        planned_for=meeting.starts_at,
        opened_at=opened_at,
        ended_at=meeting.ended_at,
        quorum_found_at=found_at,
        quorum=room.find_quorum_at(found_at or meeting.starts_at),
        seats=tuple(_seats(room)),
        items=tuple(_items(session, agenda, meeting.lang, files)),
        files=_files(files, None),
    )


def _town(session: Session, meeting: Meeting) -> sa.Row:
    query = (
        select(
            Municipality.name.label("municipality"), Municipality.timezone,
            Quarter.name.label("quarter"), Group.name.label("group"),
        )
        .select_from(Group)
        .join(Quarter, col(Quarter.id) == Group.quarter_id)
        .join(Municipality, sa.true())
        .where(Group.id == meeting.group_id)
    )  # fmt: skip
    return session.execute(query).one()


def _seats(room: Room) -> Iterable[SeatedPerson]:
    for seat in room.seats:
        presences = tuple(Presence(stay.arrived_at, stay.left_at) for stay in seat.stays)
        member = room.find_member_for(seat) if presences else None
        yield SeatedPerson(
            seat.bench, seat.role, seat.name, seat.organisation, presences,
            is_excused=seat.reply in (Reply.CANNOT_COME, Reply.SENDS_SUBSTITUTE),
            stands_in_for=member.name if member else "",
        )  # fmt: skip


def _items(session: Session, agenda: list[sa.Row], lang: str, files: Files) -> Iterable[Item]:
    outcomes = list_outcomes(session, agenda)
    for item in agenda:
        yield Item(
            number=item.place,
            part=item.part,
            kind=item.kind,
            is_public=item.is_public,
            title=Written(item.title, item.lang),
            topic=Written(item.topic_title, item.topic_lang) if item.topic_id else None,
            notes=Written(item.notes, lang),
            started_at=item.started_at,
            decisions=tuple(_decision(row) for row in outcomes[item.id].decisions if row.number),
            actions=tuple(_action(row) for row in outcomes[item.id].actions),
            files=_files(files, item.id),
        )


def _files(files: Files, item_id: int | None) -> tuple[AttachedFile, ...]:
    return tuple(AttachedFile(row.name, row.media_type, row.size, row.sha256) for row in files.get(item_id, ()))


def _decision(row: Any) -> DecisionTaken:
    return DecisionTaken(row.number, Written(row.title, row.lang), Written(row.question, row.lang), row.result)


def _action(row: Any) -> ActionAgreed:
    return ActionAgreed(Written(row.title, row.lang), row.organisation_name, row.person_name or "", row.due_on)
