"""Parts of a meeting that do not only go by its rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from quarter.meetings.models import Meeting

Part = TypeVar("Part")


@dataclass(frozen=True)
class OfMeeting(Generic[Part]):
    """A part with its meeting, where policies also ask whose seat it belongs to, or whether everybody may read it."""

    meeting: Meeting
    part: Part
    seat_id: int | None = None
    is_public: bool = False

    @property
    def group_id(self) -> int:
        return self.meeting.group_id

    @property
    def record_closed_at(self) -> datetime | None:
        return self.meeting.record_closed_at
