"""Deeds of deciding: propose, open the vote, cast, count, close, ask again.

Casting and closing lock the decision's row, so that a ballot is either in before the count or refused.
"""
