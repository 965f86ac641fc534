"""The pages of issues: the list, reporting, rewording, one issue, its photos, its answer, its topic."""

from quarter.issues.views import answering, attaching, browsing, photos, reporting, rewording, showing
from quarter.issues.views.blueprint import blueprint

__all__ = ["answering", "attaching", "blueprint", "browsing", "photos", "reporting", "rewording", "showing"]
