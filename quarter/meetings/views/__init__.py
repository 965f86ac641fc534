"""The pages of meetings: one file for each part of the evening, all on one blueprint."""

from quarter.meetings.views import (  # noqa: F401
    agenda,
    calendar,
    conflicts,
    items,
    meetings,
    minutes,
    notes,
    objections,
    offices,
    outcomes,
    presence,
    replies,
    room,
    text_blocks,
)
from quarter.meetings.views.blueprint import blueprint

__all__ = ["blueprint"]
