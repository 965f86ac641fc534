"""Why something of a topic cannot be announced."""

from enum import StrEnum


class TopicRefusal(StrEnum):
    """Why something cannot be announced."""

    IS_PUBLIC = "is_public"  # everybody reads it already
    IS_PRIVATE = "is_private"  # it came from something that not even the group may pass on
