"""What happens to an agreed action."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quarter.foundation.events import Event, Step


@dataclass(frozen=True, kw_only=True)
class ActionAgreed(Event):
    name: ClassVar[str] = "actions:agreed"
    kind: ClassVar[str] = "action"
    step: ClassVar[Step | None] = Step.AGREED
    organisation: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ActionProgressed(Event):
    name: ClassVar[str] = "actions:progressed"
    kind: ClassVar[str] = "action"
    organisation: str


@dataclass(frozen=True, kw_only=True)
class ActionDone(Event):
    name: ClassVar[str] = "actions:done"
    kind: ClassVar[str] = "action"
    step: ClassVar[Step | None] = Step.DONE
    organisation: str


@dataclass(frozen=True, kw_only=True)
class OneActionDone(ActionDone):
    """Done, while other actions of the topic are still owed that its readers know of: the matter as a whole is not."""

    name: ClassVar[str] = "actions:one_done"
    step: ClassVar[Step | None] = None


@dataclass(frozen=True, kw_only=True)
class ActionConfirmed(Event):
    """Somebody who raised the matter says that it is done."""

    name: ClassVar[str] = "actions:confirmed"
    kind: ClassVar[str] = "action"


@dataclass(frozen=True, kw_only=True)
class ActionDoubted(Event):
    """Somebody who raised the matter says that it is not done yet."""

    name: ClassVar[str] = "actions:doubted"
    kind: ClassVar[str] = "action"


@dataclass(frozen=True, kw_only=True)
class ActionReopened(Event):
    """Taken up again: what was done is owed once more."""

    name: ClassVar[str] = "actions:reopened"
    kind: ClassVar[str] = "action"
    step: ClassVar[Step | None] = Step.AGREED
    organisation: str
