"""When a text of minutes came to be: the clock of the machine has no say in it, so a text always gives one file."""

from datetime import datetime

from quarter.minutes.document import Minutes, RecordStatus


def dated(minutes: Minutes, status: RecordStatus) -> datetime:
    """The moment of the text that a file holds."""
    return status.circulated_at or minutes.ended_at or minutes.opened_at or minutes.planned_for
