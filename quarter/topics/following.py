"""What became of something. Rooms below do not know it: the rooms above say how to list what came of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from quarter.foundation.actors import Actor

Lister = Callable[[Session, int, Actor], Sequence[Any]]

_LISTERS: dict[str, Lister] = {}


def know_followers(listers: Mapping[str, Lister]) -> None:
    """Take over the queries of a room that list what came of something, by the kind of that."""
    _LISTERS.update(listers)


def list_what_follows(session: Session, kind: str, subject_id: int, reader: Actor) -> Sequence[Any]:
    """All that came of a subject and that the reader may know of, in rows as the room above lists them."""
    return _LISTERS[kind](session, subject_id, reader) if kind in _LISTERS else []
