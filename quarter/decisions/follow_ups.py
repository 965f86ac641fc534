"""How it stands with what was agreed on decisions. That room is upstairs, so it says here how to ask in SQL."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import sqlalchemy as sa
from sqlmodel import Session

from quarter.decisions.domain import FollowUp
from quarter.foundation.actors import Actor


class FollowUps(Protocol):
    """What the register can be narrowed to and shows of it, as far as the reader may know of it.

    `decision_id` is a column of the statement that asks.
    """

    def list_agreed(self, session: Session, decision_id: int, reader: Actor) -> Sequence[object]:
        """What was agreed, by due day, in rows as `actions/_row.html` shows them."""

    def count_agreed(self, decision_id: sa.ColumnElement[int], reader: Actor) -> sa.ScalarSelect[int]:
        """How many actions were agreed."""

    def count_done(self, decision_id: sa.ColumnElement[int], reader: Actor) -> sa.ScalarSelect[int]:
        """How many of them are done."""

    def owed_by(
        self, decision_id: sa.ColumnElement[int], organisation_id: int, reader: Actor
    ) -> sa.ColumnElement[bool]:
        """Whether this organisation owes one of them."""

    def stand(
        self, decision_id: sa.ColumnElement[int], wanted: FollowUp, today: date, reader: Actor
    ) -> Sequence[sa.ColumnElement[bool]]:
        """The conditions under which they stand as `wanted`."""


_KNOWN: list[FollowUps] = []


def know_follow_ups(follow_ups: FollowUps | None) -> None:
    """Take over what the room upstairs says."""
    if follow_ups is not None:
        _KNOWN[:] = [follow_ups]


def follow_ups() -> FollowUps:
    return _KNOWN[0]
