"""What becomes of decisions and plans, for the rooms below, which ask without knowing us."""

from quarter.actions.queries.following import FollowUps
from quarter.actions.queries.sources import list_for_variant

FOLLOW_UPS = FollowUps()
ACTIONS_OF_VARIANTS = list_for_variant
