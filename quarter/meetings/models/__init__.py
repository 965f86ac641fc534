"""The tables of meetings."""

from quarter.meetings.models.agenda import AgendaItem, AgendaProposal, Attachment, ReportedAction
from quarter.meetings.models.assembly import (
    Attendance,
    Break,
    ConflictOfInterest,
    Guest,
    Motion,
    NotesWriter,
    OfficeHeld,
    Speech,
)
from quarter.meetings.models.meeting import InvitationLetter, Meeting, SeatReply

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
    "Motion",
    "NotesWriter",
    "OfficeHeld",
    "ReportedAction",
    "SeatReply",
    "Speech",
]
