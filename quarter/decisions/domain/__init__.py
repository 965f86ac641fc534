"""Deciding, without a database: states, votes, and the rule engine that says carried or not, and why.

Start reading at `counting.py`.
"""

from quarter.decisions.domain.counting import count, votes_needed
from quarter.decisions.domain.result import (
    RULE_VERSION,
    BenchVotes,
    Finding,
    FindingKind,
    ImpossibleVotes,
    Result,
    Rule,
)
from quarter.decisions.domain.states import (
    Choice,
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
