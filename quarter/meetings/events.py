"""What happens to meetings and on their agendas. What no thread tells is kept to answer who did it."""

from dataclasses import dataclass
from datetime import date, datetime
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
    """`starts_before` and `place_before` are what everybody had noted until then."""

    name: ClassVar[str] = "meetings:moved"
    held_on: date
    starts_before: datetime
    place_before: str


@dataclass(frozen=True, kw_only=True)
class MeetingCalledOff(MeetingEvent):
    name: ClassVar[str] = "meetings:called_off"
    held_on: date
    reason: str


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
class TopicCalledOffWithMeeting(MeetingEvent):
    """The meeting is called off, and nobody talks about the topics on its agenda until another takes them up."""

    name: ClassVar[str] = "meetings:topic_called_off_with_meeting"
    takes_back: ClassVar[Step | None] = Step.ON_AGENDA
    held_on: date


@dataclass(frozen=True, kw_only=True)
class ItemEvent(Event):
    """Not told in threads: an item can be for the group only."""

    kind: ClassVar[str] = "agenda_item"
    meeting_id: int


@dataclass(frozen=True, kw_only=True)
class ItemAdded(ItemEvent):
    """About a topic it is `TopicPutOnAgenda`."""

    name: ClassVar[str] = "meetings:item_added"
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class ItemChanged(ItemEvent):
    """It was said anew, or stands elsewhere, or somebody else may read it."""

    name: ClassVar[str] = "meetings:item_changed"
    was_public: bool
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class ItemMoved(ItemEvent):
    """Its place among its siblings; 1 is the first."""

    name: ClassVar[str] = "meetings:item_moved"
    from_place: int
    to_place: int


@dataclass(frozen=True, kw_only=True)
class ItemRemoved(ItemEvent):
    """About a topic it is `TopicTakenOffAgenda`."""

    name: ClassVar[str] = "meetings:item_removed"


@dataclass(frozen=True, kw_only=True)
class ConflictNoted(ItemEvent):
    name: ClassVar[str] = "meetings:conflict_noted"
    seat_id: int


@dataclass(frozen=True, kw_only=True)
class ConflictTakenBack(ItemEvent):
    name: ClassVar[str] = "meetings:conflict_taken_back"
    seat_id: int


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


@dataclass(frozen=True, kw_only=True)
class Arrived(MeetingEvent):
    """A seat, or a guest by their number, was noted as present."""

    name: ClassVar[str] = "meetings:arrived"
    seat_id: int | None = None
    guest_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Left(MeetingEvent):
    """A seat or a guest was noted as gone."""

    name: ClassVar[str] = "meetings:left"
    seat_id: int | None = None
    guest_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class AttendanceTakenOver(MeetingEvent):
    """The stays of these seats were noted from a list that was kept elsewhere."""

    name: ClassVar[str] = "meetings:attendance_taken_over"
    seat_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class OfficeTaken(MeetingEvent):
    """The seats that chair and keep the minutes now, of the meeting or of one item; None: as usual."""

    name: ClassVar[str] = "meetings:office_taken"
    item_id: int | None
    chair: int | None
    secretary: int | None
