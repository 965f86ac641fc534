from enum import StrEnum


class PlanState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class VariantState(StrEnum):
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    ADOPTED = "adopted"


class PlanningRefusal(StrEnum):
    """Why a deed in a plan is refused."""

    PLAN_CLOSED = "plan_closed"
    VARIANT_WITHDRAWN = "variant_withdrawn"
    ELEMENT_REMOVED = "element_removed"
    TAKEN_OVER_MEANWHILE = "taken_over_meanwhile"  # the group's variant got or changed the same thing a moment before
    TOO_MANY_ELEMENTS = "too_many_elements"
    OUTSIDE_PLAN = "outside_plan"
    NOT_ON_THIS_BASE = "not_on_this_base"  # degrees on a picture, or a spot of a picture on the map
    GROUPS_VARIANT_STAYS = "groups_variant_stays"
    NO_BENCH = "no_bench"
    OTHER_GROUP = "other_group"  # the topic belongs to another group
    CRITERIA_RATED = "criteria_rated"  # points were given for the criteria as they are
    VARIANT_ADOPTED = "variant_adopted"  # a plan that ended with a variant is not opened again
