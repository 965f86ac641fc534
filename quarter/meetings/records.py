"""What the room above says of the record of a meeting, for pages that name it. Meetings themselves only know whether it
went round and whether it is closed.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Records:
    """Scalar statements about a row of `meeting`: how far its minutes are, and the meeting that approved them."""

    state: Any
    approved_in_id: Any


_KNOWN: list[Records] = []


def know_records(known: Records | None) -> None:
    """Take in what the room that keeps the records says of them."""
    if known is not None:
        _KNOWN.append(known)


def records() -> Records:
    """What can be asked about records."""
    [known] = _KNOWN
    return known
