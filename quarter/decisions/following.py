"""What follows from a decision. Decisions do not know it: the rooms above list what was agreed on one."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlmodel import Session

Lister = Callable[[Session, int], Sequence[Any]]

_LISTERS: list[Lister] = []


def know_followers(listers: Iterable[Lister]) -> None:
    """Take over the queries of a room that list, by the id of a decision, what was agreed on it."""
    _LISTERS.extend(listers)


def list_what_follows(session: Session, decision_id: int) -> list[Any]:
    """All that was agreed on a decision, in rows as the rooms above list them."""
    return [row for lister in _LISTERS for row in lister(session, decision_id)]
