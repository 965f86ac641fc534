"""How it stands with what was agreed on decisions. That room is upstairs, so it says here how to ask in SQL."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from quarter.decisions.domain import FollowUp


class FollowUps(Protocol):
    """What the register can be narrowed to and shows of it; `decision_id` is a column of the statement that asks."""

    def count_agreed(self, decision_id: Any) -> Any:
        """How many actions were agreed."""

    def count_done(self, decision_id: Any) -> Any:
        """How many of them are done."""

    def owed_by(self, decision_id: Any, organisation_id: int) -> Any:
        """Whether this organisation owes one of them."""

    def stand(self, decision_id: Any, wanted: FollowUp, today: date) -> Sequence[Any]:
        """The conditions under which they stand as `wanted`."""


_KNOWN: list[FollowUps] = []


def know_follow_ups(follow_ups: FollowUps | None) -> None:
    """Take over what the room upstairs says."""
    if follow_ups is not None:
        _KNOWN[:] = [follow_ups]


def follow_ups() -> FollowUps:
    return _KNOWN[0]
