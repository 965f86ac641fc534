"""Who sits together and by which rules: municipality, quarters, organisations, groups, benches, seats, charters.

A group has benches (sides); a seat puts a person on a bench for an organisation, from one day until another.
The charter says when the group is quorate and what a decision needs. Start reading at `domain.py`.
"""
