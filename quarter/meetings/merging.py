"""Two texts that grew from one: brought together line by line, where nobody changed what the other changed.

Lines that repeat make this dear, and may do so without end: beyond some work people decide, as where both changed the
same.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

Lines = tuple[str, ...]
MOST_STEPS = 1_000_000  # about a tenth of a second; long minutes with an empty line after each paragraph need 100,000


class _TooDear(Exception):
    """To see what was changed would take too long."""


class _BoundedMatcher(SequenceMatcher[str]):
    """Python's own, which counts before each of its searches how many pairs of the same line it will look at."""

    def __init__(self, base: Lines, other: Lines) -> None:
        super().__init__(None, base, other, autojunk=False)
        there = Counter(other)
        self._pairs = (0, *accumulate(1 + there[line] for line in base))  # up to each line of the base
        self._steps = 0

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, *others: Any) -> Any:
        end = len(self._pairs) - 1 if ahi is None else ahi
        self._steps += self._pairs[end] - self._pairs[alo]
        if self._steps > MOST_STEPS:
            raise _TooDear
        return super().find_longest_match(alo, ahi, *others)


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
    lines, own, others = _lines(base), _lines(mine), _lines(theirs)
    try:
        changes = _both(list(_changes(lines, others)), list(_changes(lines, own)))
    except _TooDear:
        return None
    if changes is None:
        return None
    both = tuple(_apply(lines, changes))
    return "\n".join(both) if _adds_up(both, lines, own, others) else None


def _lines(text: str) -> Lines:
    """An empty text has no line, so that two can begin it at once."""
    return tuple(text.split("\n")) if text else ()


def _changes(base: Lines, other: Lines) -> Iterator[_Change]:
    for tag, begin, end, first, last in _BoundedMatcher(base, other).get_opcodes():
        if tag != "equal":
            yield _Change(begin, end, other[first:last])


def _both(theirs: Sequence[_Change], mine: Sequence[_Change]) -> list[_Change] | None:
    """All changes in the order of the base; what both did alike is done once."""
    alike, ends = set(theirs), [change.end for change in theirs]
    own = [change for change in mine if change not in alike]
    for change in own:  # theirs follow one another, so only the first that ends behind its beginning can be in the way
        at = bisect_right(ends, change.begin)
        if at < len(theirs) and _collide(theirs[at], change):
            return None
    # At one place additions come before what gave way there, and theirs before mine, as sorting keeps the order.
    return sorted([*theirs, *own], key=lambda change: (change.begin, change.end))


def _adds_up(both: Lines, base: Lines, mine: Lines, theirs: Lines) -> bool:
    """Whether each line stands there as often as the two of them left it.

    Where lines repeat, two who each added one can both look as if they had moved another, which then stands there
    twice. What both added, or both took out, may have been done once or twice.
    """
    counts = [Counter(line for line in lines if line.strip()) for lines in (both, base, mine, theirs)]
    for line in set().union(*counts):
        found, before, own, others = (count[line] for count in counts)
        together = own + others - before
        once = max(own, others) if min(own, others) >= before else min(own, others)
        if (own - before) * (others - before) < 0:
            once = together
        if not min(once, together) <= found <= max(once, together):
            return False
    return True


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
