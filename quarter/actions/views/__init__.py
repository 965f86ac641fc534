"""The pages of actions: the list and the map, one action with its progress, agreeing on one, going on with a plan."""
