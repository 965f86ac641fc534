"""The pages of the municipality, its quarters, organisations, groups and seats."""
