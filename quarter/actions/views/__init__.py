"""The pages of actions: the list and the map, one action with its progress, agreeing on one, going on with a plan."""

from quarter.actions.views import agreeing, browsing, planned, showing
from quarter.actions.views.blueprint import blueprint

__all__ = ["agreeing", "blueprint", "browsing", "planned", "showing"]
