"""So much of something at once, and then one more each so many seconds: who does too much of it has to wait.

For each key one number is kept: the moment at which its bucket is full again, in seconds since 1970. To take one moves
that moment on by the time that one takes, and is refused where it would lie too far ahead. It is one step, so that no
two can take the same.

SQLite serves one process, so there the numbers are kept in its memory, and nobody waits for the write lock. PostgreSQL
serves several, so there they stand in a table of its own kind, which a crash empties. Neither is part of what a request
does: what was taken is not given back because the deed was refused.
"""

import threading
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa
from sqlmodel import Field, Session

from quarter.foundation.db import Database
from quarter.foundation.models import Table, attach

MOST_IN_MEMORY = 50_000  # keys; before there are more, those are forgotten that are full again
MOMENT = 1e-6  # in seconds: less than that is the error of a sum


@dataclass(frozen=True)
class Bucket:
    """`at_once` in one go, and then one more every `seconds`."""

    at_once: int
    seconds: float

    @property
    def ahead(self) -> float:
        """How many seconds ahead the bucket may be full again for one more to be taken."""
        return self.seconds * (self.at_once - 1)


class Throttled(Table, table=True):
    """When the bucket of a key is full again, in seconds since 1970. On SQLite no row is ever written."""

    __tablename__ = "throttle"

    key: str = Field(primary_key=True, max_length=64)
    full_at: float


THROTTLED = Throttled.__table__.c
attach(Throttled, "after_create", {"postgresql": ["ALTER TABLE throttle SET UNLOGGED"]})


class Throttle(Protocol):
    """Who keeps the numbers."""

    def take(self, key: str, bucket: Bucket, *, now: float) -> float:
        """Take one: 0, or else in how many seconds there is one to take."""

    def give_back(self, key: str, bucket: Bucket) -> None:
        """It was none of those that are counted."""


def throttle_for(database: Database) -> Throttle:
    """As it suits the engine."""
    return ThrottleInMemory() if database.is_sqlite else ThrottleInTable(database)


class ThrottleInMemory:
    """For the one process that serves a SQLite file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._full_at: dict[str, float] = {}

    def take(self, key: str, bucket: Bucket, *, now: float) -> float:
        with self._lock:
            full_at = max(self._full_at.get(key, now), now)
            wait = full_at - now - bucket.ahead
            if wait > MOMENT:
                return wait
            if len(self._full_at) >= MOST_IN_MEMORY:
                self._forget(now)
            self._full_at[key] = full_at + bucket.seconds
            return 0

    def give_back(self, key: str, bucket: Bucket) -> None:
        with self._lock:
            if key in self._full_at:
                self._full_at[key] -= bucket.seconds

    def _forget(self, now: float) -> None:
        """What is full again; if that is nothing, all: somebody comes from everywhere, and memory has an end."""
        going_on = {key: full_at for key, full_at in self._full_at.items() if full_at > now}
        self._full_at = going_on if len(going_on) < MOST_IN_MEMORY else {}


_TAKE = sa.text("""
    INSERT INTO throttle (key, full_at) VALUES (:key, :now + :seconds)
    ON CONFLICT (key) DO UPDATE SET full_at = GREATEST(throttle.full_at, :now) + :seconds
    WHERE throttle.full_at <= :now + :ahead RETURNING full_at
""")
_FULL_AT = sa.select(THROTTLED.full_at).where(THROTTLED.key == sa.bindparam("key"))
_GIVE_BACK = sa.text("UPDATE throttle SET full_at = full_at - :seconds WHERE key = :key")


class ThrottleInTable:
    """For all processes that serve one PostgreSQL database; each step is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")

    def take(self, key: str, bucket: Bucket, *, now: float) -> float:
        values = {"key": key, "now": now, "seconds": bucket.seconds, "ahead": bucket.ahead + MOMENT}
        with self._engine.connect() as connection:
            if connection.execute(_TAKE, values).one_or_none():
                return 0
            return max((connection.scalar(_FULL_AT, {"key": key}) or now) - now - bucket.ahead, MOMENT)

    def give_back(self, key: str, bucket: Bucket) -> None:
        with self._engine.connect() as connection:
            connection.execute(_GIVE_BACK, {"key": key, "seconds": bucket.seconds})


def throw_away(session: Session, *, now: float) -> None:
    """Delete what is full again, since that says no more than no row."""
    session.execute(sa.delete(Throttled.__table__).where(THROTTLED.full_at < now))
