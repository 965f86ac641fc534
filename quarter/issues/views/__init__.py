"""The pages of issues: the list, reporting, rewording, one issue, its photos, its answer, its topic."""
