"""Who was written to about a meeting, and when each letter was handed over."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.foundation.audit import AuditEntry
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
