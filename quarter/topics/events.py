from dataclasses import dataclass
from typing import ClassVar

from quarter.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class TopicOpened(Event):
    name: ClassVar[str] = "topics:opened"
    kind: ClassVar[str] = "topic"


@dataclass(frozen=True, kw_only=True)
class ThingAnnounced(Event):
    """Somebody in charge told the public of a thing that stays closed, in public words and with a reason."""

    name: ClassVar[str] = "topics:announced"
    kind: ClassVar[str] = "announcement"

    reason: str
    announced_kind: str
    announced_id: int


@dataclass(frozen=True, kw_only=True)
class TopicDescribed(Event):
    """Title or description were changed."""

    name: ClassVar[str] = "topics:described"
    kind: ClassVar[str] = "topic"
