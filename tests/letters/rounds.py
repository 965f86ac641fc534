"""What the worker does about letters: messages that were left, then those that are due."""

from datetime import datetime

from quarter.foundation import outbox
from quarter.foundation.db import Database
from quarter.letters.sending import send_due


def drain(database: Database, *, now: datetime) -> int:
    """Returns how many letters the mail server took."""
    outbox.drain(database, now=now)
    return send_due(database, now=now)
