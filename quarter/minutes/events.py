"""What happens to the minutes of a meeting. It is shown on the meeting's page, and told of the meeting.

Their way is recorded once for the meeting, and their sealing once more for each topic on its agenda
(`TopicRecorded`), so that every thread ends in the record and nobody is told twice.
"""

from dataclasses import dataclass
from typing import ClassVar

from quarter.meetings.events import MeetingEvent


@dataclass(frozen=True, kw_only=True)
class MinutesCirculated(MeetingEvent):
    name: ClassVar[str] = "meetings:minutes_circulated"


@dataclass(frozen=True, kw_only=True)
class MinutesObjected(MeetingEvent):
    name: ClassVar[str] = "meetings:minutes_objected"


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(MeetingEvent):
    name: ClassVar[str] = "meetings:objection_answered"
    state: str


@dataclass(frozen=True, kw_only=True)
class MinutesApproved(MeetingEvent):
    name: ClassVar[str] = "meetings:minutes_approved"


@dataclass(frozen=True, kw_only=True)
class MinutesTranslated(MeetingEvent):
    """Beside the record, so no thread tells it."""

    name: ClassVar[str] = "meetings:minutes_translated"
    lang: str


@dataclass(frozen=True, kw_only=True)
class MinutesSigned(MeetingEvent):
    name: ClassVar[str] = "meetings:minutes_signed"
    role: str


@dataclass(frozen=True, kw_only=True)
class MinutesSealed(MeetingEvent):
    name: ClassVar[str] = "meetings:minutes_sealed"
    sha256: str


@dataclass(frozen=True, kw_only=True)
class TopicRecorded(MeetingEvent):
    name: ClassVar[str] = "meetings:topic_recorded"
