"""The tables of meetings and minutes."""

from quarter.meetings.models.agenda import AgendaItem, AgendaProposal, Attachment, ReportedAction
from quarter.meetings.models.meeting import InvitationLetter, Meeting, SeatReply
from quarter.meetings.models.minutes import MinutesRecord, MinutesSignature, Objection, RecordTranslation, SealedFile
from quarter.meetings.models.room import (
    Attendance,
    Break,
    ConflictOfInterest,
    Guest,
    Motion,
    NotesWriter,
    OfficeHeld,
    Speech,
)

__all__ = [
    "AgendaItem",
    "AgendaProposal",
    "Attachment",
    "Attendance",
    "Break",
    "ConflictOfInterest",
    "Guest",
    "InvitationLetter",
    "Meeting",
    "MinutesRecord",
    "MinutesSignature",
    "Motion",
    "NotesWriter",
    "Objection",
    "OfficeHeld",
    "RecordTranslation",
    "ReportedAction",
    "SealedFile",
    "SeatReply",
    "Speech",
]
