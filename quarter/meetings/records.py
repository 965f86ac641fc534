"""What the room above says of records, for the pages of meetings that name them.

A deed asks nothing here: whether the record went round and whether it is closed stands in the meeting's own row.
"""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa


@dataclass(frozen=True)
class Records:
    """Scalar statements about a row of `meeting`: how far its minutes are, and the meeting that approved them."""

    state: sa.ColumnElement[StrEnum]
    approved_in_id: sa.ColumnElement[int]


_KNOWN: list[Records] = []


def know_records(known: Records | None) -> None:
    """Take in what the room that keeps the records says of them."""
    if known is not None:
        _KNOWN.append(known)


def records() -> Records:
    """What can be asked about records."""
    [known] = _KNOWN
    return known
