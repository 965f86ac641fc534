"""What became of something that was sent."""

from enum import StrEnum


class Fate(StrEnum):
    """How a letter ended, or that it has not yet."""

    WAITING = "waiting"  # for the mail server, or on paper for somebody to hand it over
    HANDED_OVER = "handed_over"  # to the mail server, or by hand
    REFUSED = "refused"  # by the mail server, for good
    GIVEN_UP = "given_up"  # after days in which the mail server did not take it
    STOPPED = "stopped"  # its receiver may not have it any more, or need not act any more
