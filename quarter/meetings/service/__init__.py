"""The deeds of a meeting, in the order in which they happen: plan, set the agenda, run, decide."""
