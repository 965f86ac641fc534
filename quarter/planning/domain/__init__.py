"""Plans without a database: what can stand in them, what two variants differ in, what they cost."""

from quarter.planning.domain.comparing import Cost, Difference, DifferenceKind, cost_of, differences
from quarter.planning.domain.elements import MOST_ELEMENTS, Described, Drawn, ElementKind, Placed, Proposal, Sketch
from quarter.planning.domain.states import PlanningRefusal, PlanState, VariantState

__all__ = [
    "MOST_ELEMENTS",
    "Cost",
    "Described",
    "Difference",
    "DifferenceKind",
    "Drawn",
    "ElementKind",
    "Placed",
    "PlanState",
    "PlanningRefusal",
    "Proposal",
    "Sketch",
    "VariantState",
    "cost_of",
    "differences",
]
