"""What people report or ask for: text, place, category, support, comments, and the answer of a body.

Start reading at `domain.py` for the states, then `service.py` for the deeds.
"""
