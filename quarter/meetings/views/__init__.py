"""The pages of meetings: one file for each part of the evening, all on one blueprint."""

from quarter.meetings.views import (  # noqa: F401
    agenda,
    attachments,
    calendar,
    carry_over,
    change_item,
    corrections,
    excerpts,
    importing,
    invitations,
    items,
    meetings,
    minutes,
    objections,
    outcomes,
    proposals,
    replies,
    room,
    signatures,
    translations,
)
from quarter.meetings.views.blueprint import blueprint

__all__ = ["blueprint"]
