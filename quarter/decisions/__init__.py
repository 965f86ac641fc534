"""What a group decides: a question, who may vote, the rule, the votes, and the outcome with its reasons.

A decision is counted in the room (under an agenda item) or cast online by seat holders until a deadline.
Start reading at `domain/methods/yes_no.py`, the rule engine.
"""
