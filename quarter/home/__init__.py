"""The first pages: what is going on now, and which groups and quarters there are.

The top floor: it reads every room, no room imports it.
"""
