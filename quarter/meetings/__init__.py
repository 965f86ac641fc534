"""Sitting together: meetings, their agenda, invitation, attendance and quorum, notes, and what came of each item.

The record of a meeting is kept by the room above, `minutes`. Meetings ask two things of it, which it writes into their
row: since when it lies before everybody, and since when nothing may be changed any more. What else their pages tell of
it, it says through `records.py`. Start reading at `domain.py`.
"""
