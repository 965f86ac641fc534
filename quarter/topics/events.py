from dataclasses import dataclass
from typing import ClassVar

from quarter.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class TopicOpened(Event):
    name: ClassVar[str] = "topics:opened"
    kind: ClassVar[str] = "topic"


@dataclass(frozen=True, kw_only=True)
class TopicDescribed(Event):
    """Title or description were changed."""

    name: ClassVar[str] = "topics:described"
    kind: ClassVar[str] = "topic"
