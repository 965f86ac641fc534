"""What happens to an issue. Answers are told apart by what they make of it."""

from dataclasses import dataclass
from typing import ClassVar

from quarter.foundation.events import Event, Step
from quarter.issues.domain import IssueState


@dataclass(frozen=True, kw_only=True)
class IssuePosted(Event):
    name: ClassVar[str] = "issues:posted"
    kind: ClassVar[str] = "issue"
    step: ClassVar[Step | None] = Step.RAISED


@dataclass(frozen=True, kw_only=True)
class IssueReworded(Event):
    name: ClassVar[str] = "issues:reworded"
    kind: ClassVar[str] = "issue"


@dataclass(frozen=True, kw_only=True)
class IssueSupported(Event):
    name: ClassVar[str] = "issues:supported"
    kind: ClassVar[str] = "issue"


@dataclass(frozen=True, kw_only=True)
class SupportWithdrawn(Event):
    name: ClassVar[str] = "issues:support_withdrawn"
    kind: ClassVar[str] = "issue"


@dataclass(frozen=True, kw_only=True)
class CommentPosted(Event):
    name: ClassVar[str] = "issues:commented"
    kind: ClassVar[str] = "issue"


@dataclass(frozen=True, kw_only=True)
class PhotoAdded(Event):
    name: ClassVar[str] = "issues:photo_added"
    kind: ClassVar[str] = "issue"


@dataclass(frozen=True, kw_only=True)
class PhotoRemoved(Event):
    name: ClassVar[str] = "issues:photo_removed"
    kind: ClassVar[str] = "issue"


@dataclass(frozen=True, kw_only=True)
class ResponsibleBodyAsked(Event):
    name: ClassVar[str] = "issues:body_asked"
    kind: ClassVar[str] = "issue"
    organisation: str


@dataclass(frozen=True, kw_only=True)
class IssueAttachedToTopic(Event):
    name: ClassVar[str] = "issues:attached_to_topic"
    kind: ClassVar[str] = "issue"


@dataclass(frozen=True, kw_only=True)
class IssueAnswered(Event):
    name: ClassVar[str] = "issues:answered"
    kind: ClassVar[str] = "issue"
    organisation: str


@dataclass(frozen=True, kw_only=True)
class IssueInProgress(IssueAnswered):
    name: ClassVar[str] = "issues:in_progress"


@dataclass(frozen=True, kw_only=True)
class IssueDone(IssueAnswered):
    name: ClassVar[str] = "issues:done"
    step: ClassVar[Step | None] = Step.DONE


@dataclass(frozen=True, kw_only=True)
class IssueDeclined(IssueAnswered):
    name: ClassVar[str] = "issues:declined"


# The event of an answer, by the state it puts the issue in.
ANSWER_EVENTS = {
    IssueState.ANSWERED: IssueAnswered,
    IssueState.IN_PROGRESS: IssueInProgress,
    IssueState.DONE: IssueDone,
    IssueState.DECLINED: IssueDeclined,
}
