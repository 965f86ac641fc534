"""The pages of meetings: one file for each part of the evening, all on one blueprint."""

from quarter.meetings.views import agenda, items, meetings, minutes, objections, outcomes, replies, room  # noqa: F401
from quarter.meetings.views.blueprint import blueprint

__all__ = ["blueprint"]
