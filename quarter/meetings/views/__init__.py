"""The pages of meetings: one file for each part of the evening, all on one blueprint."""

from quarter.meetings.views import (  # noqa: F401
    agenda,
    attachments,
    calendar,
    change_item,
    importing,
    items,
    meetings,
    minutes,
    objections,
    outcomes,
    replies,
    room,
    signatures,
)
from quarter.meetings.views.blueprint import blueprint

__all__ = ["blueprint"]
