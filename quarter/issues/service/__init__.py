"""Deeds with issues. Start reading at `reporting.py`."""
