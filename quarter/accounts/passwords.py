"""Passwords: hashed with argon2, slowly on purpose, and never inside a transaction."""

from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200

_hasher = PasswordHasher()
# A hash takes a fifth of a second of CPU and 64 MB: a burst of sign-ins must not stop everything else.
_at_once = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """The hash to store. About 0.2 s of CPU."""
    with _at_once:
        return _hasher.hash(password)


def is_right(password: str, stored: str | None) -> bool:
    """Whether `password` belongs to the stored hash; without one it takes as long and is False."""
    with _at_once:
        try:
            return _hasher.verify(stored or _nobodys_hash(), password) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash("nobody's password")
