"""What happens to a decision, from the proposal to its outcome."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from quarter.foundation.events import Event, Step


@dataclass(frozen=True, kw_only=True)
class DecisionProposed(Event):
    name: ClassVar[str] = "decisions:proposed"
    kind: ClassVar[str] = "decision"
    method: str


@dataclass(frozen=True, kw_only=True)
class VoteOpened(Event):
    name: ClassVar[str] = "decisions:vote_opened"
    kind: ClassVar[str] = "decision"
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class DecisionCarried(Event):
    name: ClassVar[str] = "decisions:carried"
    kind: ClassVar[str] = "decision"
    step: ClassVar[Step | None] = Step.DECIDED
    number: str
    yes: int
    no: int
    abstain: int


@dataclass(frozen=True, kw_only=True)
class DecisionNotCarried(Event):
    """`reason` is what failed first: a FindingKind; `bench` is whose bench it was, or empty."""

    name: ClassVar[str] = "decisions:not_carried"
    kind: ClassVar[str] = "decision"
    step: ClassVar[Step | None] = Step.DECIDED
    number: str
    yes: int
    no: int
    abstain: int
    reason: str
    bench: str
