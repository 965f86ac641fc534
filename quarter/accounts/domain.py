from enum import StrEnum


class NewsPace(StrEnum):
    """How often somebody wants mail about what they follow. What they have to act on comes in any case."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"
