"""The record of a meeting."""
