"""What a place could become: plans, their variants, and the things drawn in them.

A plan asks about one place. Its first variant is the group's; anyone branches one of their own from it. An
element is one thing in a variant; through all branches it keeps its `origin_id`, so that variants can be told
apart in words. Start reading at `domain/comparing.py`, then `service/`.
"""
