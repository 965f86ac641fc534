"""The pages of issues: the list, reporting, one issue, its answer, its topic."""

from quarter.issues.views import answering, attaching, browsing, reporting, showing
from quarter.issues.views.blueprint import blueprint

__all__ = ["answering", "attaching", "blueprint", "browsing", "reporting", "showing"]
