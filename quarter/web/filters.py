"""Filters of lists: named in the address, from a fixed set; anything else is a 400, never a guess."""

from collections.abc import Callable
from typing import Any

from flask import abort, request

from quarter.web.forms import tidy
from quarter.web.permits import LARGEST_ID

ALWAYS = {"after", "lang"}
LONGEST_SEARCH = 100


def chosen_filters(**kinds: Callable[[str], Any]) -> dict[str, Any]:
    """The filters of this request by name, None where not given. `kinds` turns text into a value.

    `chosen_filters(quarter=int, state=IssueState)` answers 400 for `?state=nonsense` and for `?colour=red`.
    """
    if set(request.args) - set(kinds) - ALWAYS:
        abort(400)
    return {name: _value(kind, request.args.get(name)) for name, kind in kinds.items()}


def read_id(text: str) -> int:
    """The id that somebody sent; 400 for anything else, also for a number that is too long to be read."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID)) and int(text) <= LARGEST_ID):
        abort(400)
    return int(text)


def search_words(text: str) -> str | None:
    """The kind of a filter that holds words; blanks alone are none."""
    return tidy(text)[:LONGEST_SEARCH] or None


def _value(kind: Callable[[str], Any], text: str | None) -> Any:
    if not text:
        return None
    try:
        value = kind(text)
    except ValueError:
        abort(400)
    if isinstance(value, int) and not 0 < value <= LARGEST_ID:
        abort(400)
    return value
