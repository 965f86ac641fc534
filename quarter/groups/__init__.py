"""Who sits together: organisations, groups, benches, seats, and who asks for one.

A group has benches (sides); a seat puts a person on a bench for an organisation, from one day until another.
By which rules it decides, its charter says (`charters`). Start reading at `domain.py`.
"""
