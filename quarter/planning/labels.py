"""The words that people see for plans: kinds, states, refusals, differences, and the sentences of the thread."""

from quarter.foundation.events import ThreadTexts
from quarter.foundation.multilingual import N_, Labels
from quarter.foundation.subjects import SubjectPage
from quarter.planning.domain import DifferenceKind, ElementKind, PlanningRefusal, PlanState, VariantState
from quarter.planning.events import (
    ElementMerged,
    GroupsVariantAdopted,
    PlanClosed,
    PlanOpened,
    PlanReopened,
    VariantAdopted,
    VariantBranched,
)

SUBJECT_PAGES = {
    "plan": SubjectPage("planning.show", "plan_id"),
}
LABELS: Labels = (
    {PlanState.OPEN: N_("Open for ideas"), PlanState.CLOSED: N_("Planning finished")},
    {
        VariantState.PROPOSED: N_("Proposed"),
        VariantState.WITHDRAWN: N_("Withdrawn"),
        VariantState.ADOPTED: N_("The group goes on with this one"),
    },
    {
        ElementKind.BENCH: N_("Place to sit"),
        ElementKind.TREE: N_("Tree or green"),
        ElementKind.CROSSING: N_("Crossing"),
        ElementKind.PLAYGROUND: N_("Playground"),
        ElementKind.LIGHTING: N_("Light"),
        ElementKind.RAMP: N_("Ramp"),
        ElementKind.RUBBISH: N_("Rubbish place"),
        ElementKind.MEETING_SPOT: N_("Meeting spot"),
        ElementKind.OTHER: N_("Something else"),
    },
    {
        DifferenceKind.ADDED: N_("New: %(what)s"),
        DifferenceKind.REMOVED: N_("Left out: %(what)s"),
        DifferenceKind.MOVED: N_("In another spot: %(what)s"),
        DifferenceKind.COST: N_("Another cost for %(what)s: %(after)s instead of %(before)s"),
        DifferenceKind.REWORDED: N_("Described differently: %(what)s"),
    },
    {
        PlanningRefusal.PLAN_CLOSED: N_("The planning is finished, so nothing can be changed here any more."),
        PlanningRefusal.VARIANT_WITHDRAWN: N_(
            "This variant was withdrawn meanwhile. Please go on with another variant of the plan."
        ),
        PlanningRefusal.ELEMENT_REMOVED: N_("Somebody took this out of the variant meanwhile."),
        PlanningRefusal.TAKEN_OVER_MEANWHILE: N_(
            "In the same moment somebody else changed this in the group's variant. Please look at it there; if this "
            "one is better, take it over again."
        ),
        PlanningRefusal.TOO_MANY_ELEMENTS: N_("A variant holds at most 200 things. Please leave something out."),
        PlanningRefusal.OUTSIDE_PLAN: N_("This point lies outside the plan. Please choose one within it."),
        PlanningRefusal.NOT_ON_THIS_BASE: N_("This kind of point does not fit the plan. Please set it anew."),
        PlanningRefusal.GROUPS_VARIANT_STAYS: N_("The group's own variant stays as long as the plan."),
        PlanningRefusal.NO_BENCH: N_("Only people with a seat on a bench of this group can rate."),
        PlanningRefusal.OTHER_GROUP: N_("This topic belongs to another group. Choose a topic of this group."),
        PlanningRefusal.CRITERIA_RATED: N_(
            "Benches have rated the variants on these criteria, so the criteria stay as they are."
        ),
        PlanningRefusal.VARIANT_ADOPTED: N_(
            "The group goes on with a variant of this plan already. For another look at the place open a new plan."
        ),
    },
)
THREAD_TEXTS: ThreadTexts = {
    PlanOpened: N_("The planning began: %(title)s"),
    PlanClosed: N_("The planning ended without a variant. The reason: %(reason)s"),
    PlanReopened: N_("The planning goes on: %(title)s"),
    VariantBranched: N_("A new variant, “%(variant)s”: %(title)s"),
    ElementMerged: N_("The group took over “%(element)s”: %(title)s"),
    VariantAdopted: N_("The group goes on with the variant “%(variant)s”: %(title)s"),
    GroupsVariantAdopted: N_("The group goes on with its own variant: %(title)s"),
}


PLANNING_CLOSES = N_("Everyone can propose variants until then: %(title)s")
