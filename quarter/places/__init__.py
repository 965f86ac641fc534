"""Where it is: the municipality with its looks and duty pages, and its quarters with their boundaries.

An installation serves one municipality; a quarter is a neighbourhood of it with an outline on the map.
Start reading at `models.py`.
"""
