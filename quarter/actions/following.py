"""What follows from a decision, for the room of decisions below, which asks without knowing us."""

from quarter.actions.queries.listing import list_for_decision

FOLLOWERS = (list_for_decision,)
