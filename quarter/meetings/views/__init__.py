"""The pages of meetings: one file for each part of the evening, all on one blueprint."""
