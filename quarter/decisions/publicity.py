"""What came of an agenda item that is not public is for its group only.

The room of meetings is upstairs, so its table is known by name only.
"""

from typing import Any

import sqlalchemy as sa

from quarter.foundation.actors import Actor

_ITEM = sa.table("agenda_item", sa.column("id"), sa.column("parent_id"), sa.column("is_public", sa.Boolean))
_WHOLE = _ITEM.alias("whole")
# A part of an item that is not public is not public either.
_HIDDEN = (
    sa.select(_ITEM.c.id)
    .outerjoin(_WHOLE, _WHOLE.c.id == _ITEM.c.parent_id)
    .where(sa.or_(~_ITEM.c.is_public, ~_WHOLE.c.is_public))
)


def is_public(item_id: Any) -> Any:
    """SQL: everybody may read what came of this agenda item, or it came of none."""
    return sa.or_(item_id.is_(None), item_id.not_in(_HIDDEN))


def is_readable(item_id: Any, group_id: Any, reader: Actor) -> Any:
    """SQL: the reader may read what came of this agenda item of this group."""
    own = {seat.group_id for seat in reader.seats}
    return sa.or_(is_public(item_id), group_id.in_(own)) if own else is_public(item_id)
