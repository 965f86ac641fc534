"""Deciding, without a database: states, votes, and the rule engine that says carried or not, and why.

Start reading at `methods/yes_no.py`.
"""

from quarter.decisions.domain.methods.yes_no import Choice, count, votes_needed
from quarter.decisions.domain.result import (
    RULE_VERSION,
    BenchVotes,
    Finding,
    FindingKind,
    HasResult,
    ImpossibleVotes,
    Result,
    Rule,
)
from quarter.decisions.domain.states import (
    DecisionRefusal,
    DecisionState,
    FollowUp,
    Method,
    Outcome,
    RegisterFilter,
    VotingRight,
)

__all__ = [
    "RULE_VERSION",
    "BenchVotes",
    "Choice",
    "DecisionRefusal",
    "DecisionState",
    "Finding",
    "FindingKind",
    "FollowUp",
    "HasResult",
    "ImpossibleVotes",
    "Method",
    "Outcome",
    "RegisterFilter",
    "Result",
    "Rule",
    "VotingRight",
    "count",
    "votes_needed",
]
