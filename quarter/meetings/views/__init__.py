"""The pages of meetings: one file for each part of the evening, all on one blueprint."""

from quarter.meetings.views import (  # noqa: F401
    agenda,
    attachments,
    calendar,
    carry_over,
    change_item,
    conflicts,
    corrections,
    excerpts,
    importing,
    invitations,
    items,
    meetings,
    minutes,
    notes,
    objections,
    offices,
    outcomes,
    presence,
    proposals,
    replies,
    room,
    signatures,
    speaking,
    text_blocks,
    translations,
)
from quarter.meetings.views.blueprint import blueprint

__all__ = ["blueprint"]
