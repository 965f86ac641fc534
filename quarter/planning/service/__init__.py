"""Deeds in plans: opening and finishing them, variants, the elements in them, what people say to those."""

from quarter.planning.service.elements import add_element, change_element, import_elements, remove_element
from quarter.planning.service.merging import Merged, merge_element, merge_elements
from quarter.planning.service.plans import adopt_variant, close_plan, describe_plan, open_plan, reopen_plan
from quarter.planning.service.talking import comment, rate, support, withdraw_support
from quarter.planning.service.variants import branch_variant, reword_variant, withdraw_variant

__all__ = [
    "Merged",
    "add_element",
    "adopt_variant",
    "branch_variant",
    "change_element",
    "close_plan",
    "comment",
    "describe_plan",
    "import_elements",
    "merge_element",
    "merge_elements",
    "open_plan",
    "rate",
    "remove_element",
    "reopen_plan",
    "reword_variant",
    "support",
    "withdraw_support",
    "withdraw_variant",
]
