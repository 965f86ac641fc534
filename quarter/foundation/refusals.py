"""A deed that a rule forbids now: said with a reason that a label turns into the reader's language."""

from enum import StrEnum


class Refusal(Exception):
    """Raised by services and domain; `reason` is a member of the room's own enum, with a text in its labels."""

    def __init__(self, reason: StrEnum) -> None:
        super().__init__(str(reason))
        self.reason = reason
