"""Two texts that grew from one: brought together line by line, where nobody changed what the other changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = tuple[str, ...]


@dataclass(frozen=True)
class _Change:
    """The lines from `begin` up to `end` of the base gave way to `lines`; where both are the same, lines came in."""

    begin: int
    end: int
    lines: Lines

    @property
    def is_addition(self) -> bool:
        return self.begin == self.end


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of `base` in one text; None if they cannot stand together and people have to decide.

    What both added at the same place stands one below the other, theirs first.
    """
    lines = _lines(base)
    changes = _both(list(_changes(lines, _lines(theirs))), list(_changes(lines, _lines(mine))))
    return None if changes is None else "\n".join(_apply(lines, changes))


def _lines(text: str) -> Lines:
    """An empty text has no line, so that two can begin it at once."""
    return tuple(text.split("\n")) if text else ()


def _changes(base: Lines, other: Lines) -> Iterator[_Change]:
    for tag, begin, end, first, last in SequenceMatcher(None, base, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Change(begin, end, other[first:last])


def _both(theirs: Sequence[_Change], mine: Sequence[_Change]) -> list[_Change] | None:
    """All changes in the order of the base; what both did alike is done once."""
    own = [change for change in mine if change not in theirs]
    if any(_collide(one, other) for one in theirs for other in own):
        return None
    # At one place additions come before what gave way there, and theirs before mine, as sorting keeps the order.
    return sorted([*theirs, *own], key=lambda change: (change.begin, change.end))


def _collide(one: _Change, other: _Change) -> bool:
    """Changes that only touch each other do not."""
    return one.begin < other.end and other.begin < one.end


def _apply(base: Lines, changes: Sequence[_Change]) -> Iterator[str]:
    at = 0
    for change in changes:
        yield from base[at : change.begin]
        yield from change.lines
        at = change.end
    yield from base[at:]
