"""The pages of the municipality, its quarters, organisations, groups and seats."""

from quarter.groups.views import asking, places, seats, theme  # noqa: F401  (they fill the blueprint)
from quarter.groups.views.blueprint import blueprint

__all__ = ["blueprint"]
