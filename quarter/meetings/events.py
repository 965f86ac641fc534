"""What happens to meetings. Everything is shown on the meeting's page."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quarter.foundation.events import Event, Step


@dataclass(frozen=True, kw_only=True)
class MeetingEvent(Event):
    """`number` counts the group's meetings."""

    kind: ClassVar[str] = "meeting"
    number: int


@dataclass(frozen=True, kw_only=True)
class MeetingScheduled(MeetingEvent):
    name: ClassVar[str] = "meetings:scheduled"
    held_on: date


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(MeetingEvent):
    name: ClassVar[str] = "meetings:moved"
    held_on: date


@dataclass(frozen=True, kw_only=True)
class MeetingInvited(MeetingEvent):
    name: ClassVar[str] = "meetings:invited"
    held_on: date


@dataclass(frozen=True, kw_only=True)
class AgendaSentAgain(MeetingEvent):
    """`before` is the agenda as everybody had it: (item id, title) in its order, without an id if it is gone."""

    name: ClassVar[str] = "meetings:agenda_sent_again"
    before: tuple[tuple[int | None, str], ...]


@dataclass(frozen=True, kw_only=True)
class SeatReplied(MeetingEvent):
    """Who comes is for the group to know, so no thread tells it."""

    name: ClassVar[str] = "meetings:seat_replied"
    seat_id: int
    reply: str


@dataclass(frozen=True, kw_only=True)
class TopicPutOnAgenda(MeetingEvent):
    name: ClassVar[str] = "meetings:topic_put_on_agenda"
    step: ClassVar[Step | None] = Step.ON_AGENDA
    held_on: date


@dataclass(frozen=True, kw_only=True)
class TopicTakenOffAgenda(MeetingEvent):
    name: ClassVar[str] = "meetings:topic_taken_off_agenda"
    takes_back: ClassVar[Step | None] = Step.ON_AGENDA


@dataclass(frozen=True, kw_only=True)
class TopicMovedWithMeeting(MeetingEvent):
    """The meeting has another day, and with it each topic on its agenda."""

    name: ClassVar[str] = "meetings:topic_moved_with_meeting"
    held_on: date


@dataclass(frozen=True, kw_only=True)
class FileAttached(MeetingEvent):
    """Not told in threads: an item that is not public has files too."""

    name: ClassVar[str] = "meetings:file_attached"
    attachment_id: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileRemoved(MeetingEvent):
    name: ClassVar[str] = "meetings:file_removed"
    attachment_id: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ItemProposed(Event):
    """Somebody wants something to be talked about. Who proposed it is told the answer; no thread tells it."""

    name: ClassVar[str] = "meetings:item_proposed"
    kind: ClassVar[str] = "agenda_proposal"


@dataclass(frozen=True, kw_only=True)
class ProposalAnswered(Event):
    """`meeting_id` is the meeting that talks about it; None: declined, with a reason."""

    name: ClassVar[str] = "meetings:proposal_answered"
    kind: ClassVar[str] = "agenda_proposal"
    meeting_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingOpened(MeetingEvent):
    name: ClassVar[str] = "meetings:opened"


@dataclass(frozen=True, kw_only=True)
class MeetingEnded(MeetingEvent):
    name: ClassVar[str] = "meetings:ended"
