"""Who was written to about a meeting, and when each letter was handed over."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.charters.queries import get_charter
from quarter.foundation import clock
from quarter.foundation.audit import AuditEntry
from quarter.meetings.domain import Convening, LetterSent, days_late
from quarter.meetings.events import MeetingInvited
from quarter.meetings.models import InvitationLetter, Meeting


def list_letters(session: Session, meeting: Meeting) -> Sequence[Any]:
    """(event, written_at, name, handed_over_at) of all letters, by what they tell and by name."""
    query: Any = (
        select(
            col(AuditEntry.name).label("event"), col(AuditEntry.at).label("written_at"), Person.name,
            InvitationLetter.handed_over_at,
        )
        .join(AuditEntry, col(AuditEntry.id) == InvitationLetter.entry_id)
        .join(Person, col(Person.id) == InvitationLetter.person_id)
        .where(InvitationLetter.meeting_id == meeting.id)
        .order_by(AuditEntry.id, Person.name, Person.id)
    )  # fmt: skip
    return session.execute(query).all()


def has_changed_since_sent(agenda: Sequence[Any], meeting: Meeting) -> bool:
    """Whether the agenda differs from what everybody got with the invitation."""
    return [[item.id, item.title] for item in agenda] != (meeting.agenda_sent or [])


def find_convening(session: Session, meeting: Meeting, timezone: str) -> Convening:
    """How the group was called together, held against the notice period of its charter at that time."""
    if meeting.invited_at is None or meeting.notice_days is None:
        return Convening(None, get_charter(session, meeting.group_id).notice_days, 0, ())
    invited_on, held_on = (clock.local_date(each, timezone) for each in (meeting.invited_at, meeting.starts_at))
    letters = tuple(
        LetterSent(row.name, row.handed_over_at)
        for row in list_letters(session, meeting)
        if row.event == MeetingInvited.name
    )
    late = days_late(invited_on, held_on, meeting.notice_days)
    return Convening(meeting.invited_at, meeting.notice_days, late, letters)
