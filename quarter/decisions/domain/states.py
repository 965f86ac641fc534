"""The states of a decision, and the words that deeds and pages share about them."""

from enum import StrEnum


class Method(StrEnum):
    ROOM = "room"
    ONLINE = "online"


class DecisionState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    CARRIED = "carried"
    NOT_CARRIED = "not_carried"


class RegisterFilter(StrEnum):
    """What the list of decisions can be narrowed to."""

    OPEN = "open"
    CARRIED = "carried"
    NOT_CARRIED = "not_carried"
    DRAFT = "draft"


class FollowUp(StrEnum):
    """How it stands with what was agreed on a decision: what the register can be narrowed to."""

    OPEN = "open"  # something is not done yet
    OVERDUE = "overdue"  # something is not done although its day has passed
    DONE = "done"  # all of it is done
    NONE = "none"  # nothing was agreed


class VotingRight(StrEnum):
    """How somebody stands to an online vote."""

    MAY_VOTE = "may_vote"
    HAS_VOTED = "has_voted"
    NOT_ON_ROLL = "not_on_roll"
    SIGNED_OUT = "signed_out"


class DecisionRefusal(StrEnum):
    """Why something cannot be done with a decision now."""

    NOT_A_DRAFT = "not_a_draft"
    NOT_ONLINE = "not_online"
    NOT_IN_ROOM = "not_in_room"
    DEADLINE_MISSING = "deadline_missing"
    DEADLINE_NOT_AHEAD = "deadline_not_ahead"
    NOBODY_MAY_VOTE = "nobody_may_vote"
    NOT_OPEN = "not_open"
    DEADLINE_PASSED = "deadline_passed"
    NO_SEAT = "no_seat"
    STILL_RUNNING = "still_running"
    ALREADY_DECIDED = "already_decided"
    NOT_REWORDABLE = "not_rewordable"
