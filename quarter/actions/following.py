"""What becomes of decisions and plans, for the rooms below, which ask without knowing us."""

from quarter.actions.queries.following import FollowUps
from quarter.actions.queries.listing import list_for_decision
from quarter.actions.queries.sources import list_for_variant

FOLLOWERS = {"decision": list_for_decision, "variant": list_for_variant}
FOLLOW_UPS = FollowUps()
