"""The first pages: what is going on now, who sits in the group, and the duty pages.

The top floor: it reads every room, no room imports it.
"""
