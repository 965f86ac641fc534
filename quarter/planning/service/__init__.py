"""Deeds in plans: opening and finishing them, variants, the elements in them, what people say to those."""

from quarter.planning.service.elements import (
    add_element,
    change_element,
    import_elements,
    merge_element,
    remove_element,
)
from quarter.planning.service.plans import adopt_variant, open_plan
from quarter.planning.service.talking import comment, rate, support, withdraw_support
from quarter.planning.service.variants import branch_variant, withdraw_variant

__all__ = [
    "add_element",
    "adopt_variant",
    "branch_variant",
    "change_element",
    "comment",
    "import_elements",
    "merge_element",
    "open_plan",
    "rate",
    "remove_element",
    "support",
    "withdraw_support",
    "withdraw_variant",
]
