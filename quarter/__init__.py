"""Quarter: the standing workplace of a neighbourhood's working group.

Start reading at `app.py` (how the house is put together), then open any room: `issues/`, `meetings/`, ...
"""
