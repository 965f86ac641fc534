"""From the rows of a meeting to its `Minutes`: a constant number of statements, however long the meeting."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.actions.queries.listing import ActionOfItem
from quarter.decisions.queries.decision import DecisionOfItem
from quarter.foundation.clock import local_date
from quarter.foundation.models import column, list_rows
from quarter.groups.models import Group
from quarter.meetings.domain import ItemKind, Office, Reply, find_opening
from quarter.meetings.models import Guest, Meeting
from quarter.meetings.queries.agenda import AgendaLine, list_agenda
from quarter.meetings.queries.assembly import Assembly, get_assembly
from quarter.meetings.queries.attachments import Files, list_attachments
from quarter.meetings.queries.corrections import CorrectedItem, list_corrected
from quarter.meetings.queries.invitations import find_convening
from quarter.meetings.queries.motions import Moved, list_moved
from quarter.meetings.queries.outcomes import list_outcomes
from quarter.meetings.queries.presence import Offices, get_offices, list_breaks, list_conflicts, list_guests
from quarter.meetings.queries.standing import ActionAtItem, list_reported
from quarter.minutes.document import (
    ActionAgreed,
    ActionReported,
    AttachedFile,
    Correction,
    DecisionTaken,
    GuestPresent,
    Item,
    Minutes,
    Pause,
    Presence,
    RecordStatus,
    SeatedPerson,
    Written,
)
from quarter.minutes.domain import Extent, MinutesState
from quarter.minutes.models import Edition
from quarter.minutes.naming import names_of, with_translators
from quarter.minutes.public_version import own_status, public_translations, public_version
from quarter.minutes.queries.addresses import list_addresses
from quarter.minutes.queries.editions import get_edition
from quarter.minutes.queries.records import RecordOfMeeting, list_approved_in
from quarter.minutes.queries.translations import list_translations
from quarter.places.models import Municipality, Quarter


def read_minutes(session: Session, recorded: RecordOfMeeting) -> Minutes:
    """The minutes as they stand: while a draft, what is in the rows; from circulation on, the frozen text."""
    if recorded.record is None:
        return build_minutes(session, recorded.meeting)
    return Minutes.from_json(recorded.record.document)


def read_version(
    session: Session, recorded: RecordOfMeeting, extent: Extent, *, base_url: str = ""
) -> tuple[Minutes, RecordStatus]:
    """The minutes as far as a reader may see them, with the status of that very text.

    `base_url`: for a file, which leads to pages of the site.
    """
    minutes, status = read_full(session, recorded, base_url=base_url)
    edition = get_edition(session, recorded.meeting.id) if recorded.minutes_state is MinutesState.SEALED else None
    if edition:
        status = replace(status, kept_in=edition.labels)
    if extent is Extent.FULL:
        return minutes, status
    return read_public(session, recorded, minutes, status, edition)


def read_full(session: Session, recorded: RecordOfMeeting, *, base_url: str = "") -> tuple[Minutes, RecordStatus]:
    """All of the minutes, with what stands beside them. Files of the first form lead nowhere."""
    minutes, status = read_minutes(session, recorded), recorded.status
    addresses = list_addresses(session, recorded.meeting.id, base_url if status.form > 1 else "")
    translations = list_translations(session, recorded.meeting.id, minutes)
    return minutes, replace(status, translations=translations, addresses=addresses)


def read_public(
    session: Session, recorded: RecordOfMeeting, minutes: Minutes, status: RecordStatus, edition: Edition | None
) -> tuple[Minutes, RecordStatus]:
    """The public version of full minutes: as its edition has it, before there is one by who is named now."""
    names = with_translators(session, recorded, names_of(session, recorded, minutes, status))
    mentioned = names.mentioned(minutes, status)
    shortened = public_translations(minutes, status.translations, names.named, mentioned, form=status.form)
    beside = replace(status, translations=shortened)
    if edition is None:
        public = public_version(minutes, names.named, mentioned, form=status.form)
        return public, own_status(beside, public)
    return Minutes.from_json(edition.document), replace(
        beside, text=edition.document, sha256=edition.sha256, edition=edition.number, issued_at=edition.issued_at
    )


def build_minutes(session: Session, meeting: Meeting) -> Minutes:
    """The minutes as the rows have them now."""
    agenda = list_agenda(session, meeting.id)
    assembly = get_assembly(session, meeting)
    opened_at = meeting.opened_at
    found_at = opened_at and find_opening(opened_at, [item.started_at for item in agenda])
    town = _town(session, meeting)
    files = list_attachments(session, meeting.id)
    offices = get_offices(session, meeting)
    return Minutes(
        municipality=town.municipality,
        timezone=town.timezone,
        quarter=town.quarter,
        group=town.group,
        number=meeting.number,
        lang=meeting.lang,
        place=meeting.place,
        held=meeting.held,
        planned_for=meeting.starts_at,
        opened_at=opened_at,
        ended_at=meeting.ended_at,
        quorum_found_at=found_at,
        quorum=assembly.find_quorum_at(found_at or meeting.starts_at),
        seats=tuple(_seats(assembly)),
        files=_files(files, None),
        convening=find_convening(session, meeting, town.timezone),
        items=tuple(_items(session, meeting, agenda, assembly, offices, town.timezone, files)),
        chair=_holder(assembly, offices.whole, Office.CHAIR),
        secretary=_holder(assembly, offices.whole, Office.SECRETARY),
        guests=tuple(_guests(list_guests(session, meeting))),
        not_held_because=meeting.not_held_because,
        breaks=tuple(Pause(each.begun_at, each.ended_at) for each in list_breaks(session, meeting)),
    )


class _Town(NamedTuple):
    """Where a group meets."""

    municipality: str
    timezone: str
    quarter: str
    group: str


def _town(session: Session, meeting: Meeting) -> _Town:
    group, quarter = Group.__table__.c, Quarter.__table__.c
    query = (
        sa.select(column(Municipality.name), column(Municipality.timezone), column(Quarter.name), column(Group.name))
        .select_from(Group.__table__)
        .join(Quarter.__table__, quarter.id == group.quarter_id)
        .join(Municipality.__table__, sa.true())
        .where(group.id == meeting.group_id)
    )
    [town] = list_rows(session, query, _Town)
    return town


def _seats(assembly: Assembly) -> Iterable[SeatedPerson]:
    for seat in assembly.seats:
        presences = tuple(Presence(stay.arrived_at, stay.left_at) for stay in seat.stays)
        member = assembly.find_member_for(seat) if presences else None
        yield SeatedPerson(
            seat.bench, seat.role, seat.name, seat.organisation, presences,
            is_excused=seat.reply in (Reply.CANNOT_COME, Reply.SENDS_SUBSTITUTE),
            stands_in_for=member.name if member else "",
        )  # fmt: skip


def _guests(guests: Iterable[Guest]) -> Iterable[GuestPresent]:
    """Whoever came back was noted again, and is one guest with two stays."""
    stays: dict[tuple[str, str], list[Presence]] = defaultdict(list)
    for guest in guests:
        stays[guest.name, guest.organisation].append(Presence(guest.arrived_at, guest.left_at))
    for (name, organisation), presences in stays.items():
        yield GuestPresent(name, organisation, tuple(presences))


def _holder(assembly: Assembly, held: Mapping[Office, int], office: Office) -> str:
    """Who was named for an office; empty if nobody was."""
    return ", ".join(assembly.list_holders(office, held[office])) if office in held else ""


def _items(
    session: Session,
    meeting: Meeting,
    agenda: list[AgendaLine],
    assembly: Assembly,
    offices: Offices,
    timezone: str,
    files: Files,
) -> Iterable[Item]:
    outcomes, corrected = list_outcomes(session, agenda, reader=None), list_corrected(session, meeting.id)
    reported = list_reported(session, [item.id for item in agenda])
    approved = tuple(list_approved_in(session, meeting))
    first_approval = next((item.id for item in agenda if item.kind is ItemKind.APPROVAL), None)
    conflicts = list_conflicts(session, meeting)
    names = {seat.seat_id: seat.name for seat in assembly.seats}
    moved = list_moved(session, [each.id for found in outcomes.values() for each in found.decisions])
    for item in agenda:
        yield Item(
            number=item.place,
            part=item.part,
            kind=item.kind,
            is_public=item.is_public,
            title=Written(item.title, item.lang),
            topic=_topic(item),
            notes=Written(item.notes, meeting.lang),
            started_at=item.started_at,
            decisions=tuple(_decisions(outcomes[item.id].decisions, moved)),
            actions=tuple(_action(each) for each in outcomes[item.id].actions),
            files=_files(files, item.id),
            chair=_holder(assembly, offices.of_item(item.id), Office.CHAIR),
            secretary=_holder(assembly, offices.of_item(item.id), Office.SECRETARY),
            conflicts=tuple(names[seat] for seat in conflicts.get(item.id, ()) if seat in names),
            corrects=_correction(corrected[item.id], timezone) if item.id in corrected else None,
            carried_from=item.from_meeting,
            approved=approved if item.id == first_approval else (),
            reported=tuple(_reported(each) for each in reported[item.id]),
        )


def _topic(item: AgendaLine) -> Written | None:
    if item.topic_title is None or item.topic_lang is None:
        return None
    return Written(item.topic_title, item.topic_lang)


def _files(files: Files, item_id: int | None) -> tuple[AttachedFile, ...]:
    return tuple(AttachedFile(file.name, file.media_type, file.size, file.sha256) for file in files.get(item_id, ()))


def _correction(item: CorrectedItem, timezone: str) -> Correction:
    held_on = local_date(item.held_at, timezone)
    return Correction(item.meeting, held_on, item.number, Written(item.title, item.lang), item.is_public)


def _decisions(questions: Iterable[DecisionOfItem], moved: Mapping[int, Moved]) -> Iterable[DecisionTaken]:
    """What was decided; a question that has not been is no part of the record."""
    for each in questions:
        if each.number is not None and each.result is not None:
            title, question = Written(each.title, each.lang), Written(each.question, each.lang)
            mover, wording = moved[each.id].mover, moved[each.id].wording
            yield DecisionTaken(each.number, title, question, each.result, mover, wording)


def _reported(action: ActionAtItem) -> ActionReported:
    return ActionReported(
        Written(action.title, action.lang), action.organisation_name, action.person_name or "", action.due_on,
        action.state, action.is_overdue, action.is_public,
    )  # fmt: skip


def _action(action: ActionOfItem) -> ActionAgreed:
    title = Written(action.title, action.lang)
    return ActionAgreed(title, action.organisation_name, action.person_name or "", action.due_on)
