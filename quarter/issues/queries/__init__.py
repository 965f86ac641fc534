"""Reading issues: the list and its map, one issue with its answers and photos, and what was reported alike."""
