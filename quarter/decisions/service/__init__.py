"""Deeds of deciding: propose, open the vote, cast, count, close, ask again.

Casting and closing lock the decision's row, so that a ballot is either in before the count or refused.
"""

from quarter.decisions.service.closing import close, close_due, record_count
from quarter.decisions.service.proposals import propose, reword
from quarter.decisions.service.voting import cast_ballot, open_vote

__all__ = ["cast_ballot", "close", "close_due", "open_vote", "propose", "record_count", "reword"]
