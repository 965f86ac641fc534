"""The demonstration: one believable quarter, invented from end to end. Start reading at `story.py`."""
