"""The pages of letters: one's own, those of a group that did not arrive, and the administrator's test."""
