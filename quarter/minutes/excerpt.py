"""One item of minutes with its parts, for whoever raised the matter: minutes like any other, so any file can do."""

from dataclasses import replace

from quarter.minutes.document import Minutes


def excerpt(minutes: Minutes, number: str) -> Minutes | None:
    """The minutes with nothing but the item `number` and, if it is no part itself, its parts.

    Its attachments keep the numbers that they have in the whole record.

    None if it is not there: it may not be for this reader, or the text went round before it was on the agenda.
    """
    items = tuple(item for item in minutes.with_numbered_files().items if number in (item.label, str(item.number)))
    if not any(item.label == number for item in items):
        return None
    return replace(minutes, items=items, files=(), is_excerpt=True)
