"""What needs somebody today: the moderator across all rooms, and an organisation at its desk.

The top floor: it reads every room, no room imports it.
"""
