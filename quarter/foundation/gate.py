"""A fair gate: writers to one SQLite file pass one after another, in the order they came.

SQLite's own lock lets a busy thread starve the others for seconds (research/stack.md §4).
"""

from collections import deque
from threading import Event, Lock


class GateTimeout(Exception):
    """The gate did not open in time; the request should be tried again."""


class FairGate:
    """A first-come, first-served lock that may be opened by another thread than the one that closed it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Event] = deque()
        self._is_taken = False

    def enter(self, timeout: float) -> None:
        """Wait for our turn, at most `timeout` seconds; GateTimeout after that."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            turn = Event()
            self._waiting.append(turn)
        if turn.wait(timeout):
            return
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise GateTimeout
        # Our turn came in the very moment we gave up: keep it.

    def leave(self) -> None:
        """Let the next one in."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False
