"""The pages of plans. Start reading at `plans.py`."""

from quarter.planning.views import course, elements, files, plans, talking, variants  # noqa: F401
from quarter.planning.views.blueprint import blueprint

__all__ = ["blueprint"]
