"""Reading actions: the list by due day and its map, one action with its progress, what minutes need, and what an
action can be agreed from: the topic's place, the group's plans."""

from quarter.actions.queries.action import (
    get_action,
    get_details,
    get_opinions,
    get_readable,
    has_others_open,
    list_updates,
    raised_it,
)
from quarter.actions.queries.listing import (
    IS_DOUBTED,
    ActionFilter,
    count_by_organisation,
    list_actions,
    list_for_calendar,
    list_for_decision,
    list_for_items,
    list_open,
    list_points,
)
from quarter.actions.queries.sources import find_place, get_source, list_from_elements, list_variants_to_adopt

__all__ = [
    "IS_DOUBTED",
    "ActionFilter",
    "count_by_organisation",
    "find_place",
    "get_action",
    "get_details",
    "get_opinions",
    "get_readable",
    "get_source",
    "has_others_open",
    "list_actions",
    "list_for_calendar",
    "list_for_decision",
    "list_for_items",
    "list_from_elements",
    "list_open",
    "list_points",
    "list_updates",
    "list_variants_to_adopt",
    "raised_it",
]
