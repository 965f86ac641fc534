"""Who was written to about a meeting, and when each letter was handed over."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.charters.queries import get_charter
from quarter.foundation import clock
from quarter.foundation.audit import AuditEntry
from quarter.foundation.fates import Fate
from quarter.foundation.models import column, list_rows
from quarter.meetings.domain import Convening, LetterSent, days_late
from quarter.meetings.events import MeetingInvited
from quarter.meetings.models import InvitationLetter, Meeting
from quarter.meetings.queries.agenda import AgendaLine

LETTER, ENTRY, PERSON = InvitationLetter.__table__.c, AuditEntry.__table__.c, Person.__table__.c


class Letter(NamedTuple):
    """A letter about a meeting: which event it tells, to whom, and what became of it."""

    event: str
    written_at: datetime
    name: str
    handed_over_at: datetime | None
    fate: Fate
    words: str
    on_paper_at: datetime | None


def list_letters(session: Session, meeting: Meeting) -> list[Letter]:
    """All letters, by what they tell and by name."""
    query = (
        sa.select(
            column(AuditEntry.name),
            column(AuditEntry.at),
            column(Person.name),
            column(InvitationLetter.handed_over_at),
            column(InvitationLetter.fate),
            column(InvitationLetter.words),
            column(InvitationLetter.on_paper_at),
        )
        .select_from(InvitationLetter.__table__)
        .join(AuditEntry.__table__, ENTRY.id == LETTER.entry_id)
        .join(Person.__table__, PERSON.id == LETTER.person_id)
        .where(LETTER.meeting_id == meeting.id)
        .order_by(ENTRY.id, PERSON.name, PERSON.id)
    )  # fmt: skip
    return list_rows(session, query, Letter)


def has_changed_since_sent(agenda: Sequence[AgendaLine], meeting: Meeting) -> bool:
    """Whether the agenda differs from what everybody got with the invitation."""
    return [[item.id, item.title] for item in agenda] != (meeting.agenda_sent or [])


def find_convening(session: Session, meeting: Meeting, timezone: str) -> Convening:
    """How the group was called together, held against the notice period of its charter at that time."""
    if meeting.invited_at is None or meeting.notice_days is None:
        return Convening(None, get_charter(session, meeting.group_id).notice_days, 0, ())
    invited_on, held_on = (clock.local_date(each, timezone) for each in (meeting.invited_at, meeting.starts_at))
    letters = tuple(
        LetterSent(letter.name, letter.handed_over_at)
        for letter in list_letters(session, meeting)
        if letter.event == MeetingInvited.name
    )
    late = days_late(invited_on, held_on, meeting.notice_days)
    return Convening(meeting.invited_at, meeting.notice_days, late, letters)
