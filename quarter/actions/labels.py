"""The words that people see for the states of actions, and what is refused."""

from quarter.actions.domain import ActionRefusal, ActionState, ActionStatus, PhotoMoment, Span
from quarter.actions.events import (
    ActionAgreed,
    ActionConfirmed,
    ActionDone,
    ActionDoubted,
    ActionProgressed,
    ActionReopened,
    OneActionDone,
)
from quarter.foundation.events import ThreadTexts
from quarter.foundation.multilingual import N_, Labels
from quarter.foundation.subjects import SubjectPage

SUBJECT_PAGES = {
    "action": SubjectPage("actions.show", "action_id"),
}
LABELS: Labels = (
    {
        ActionState.OPEN: N_("Not begun"),
        ActionState.IN_PROGRESS: N_("In progress"),
        ActionState.DONE: N_("Done"),
    },
    {
        ActionStatus.OPEN: N_("Not done yet"),
        ActionStatus.OVERDUE: N_("Overdue"),
        ActionStatus.DONE: N_("Done"),
        ActionStatus.DOUBTED: N_("Reported as done, doubted"),
    },
    {
        Span.OVERDUE: N_("Overdue"),
        Span.SOON: N_("Due in the next four weeks"),
        Span.LATER: N_("Due later"),
    },
    {PhotoMoment.BEFORE: N_("How it was before"), PhotoMoment.NOW: N_("How it is now")},
    {
        ActionRefusal.DID_NOT_RAISE_IT: N_(
            "Only people who reported or supported an issue of this matter confirm that it is done."
        ),
        ActionRefusal.DUE_DAY_PASSED: N_("The day has passed already. Please agree on a later one."),
        ActionRefusal.NOT_OF_THIS_ORGANISATION: N_(
            "This person has no seat for that organisation. Please choose somebody else, or nobody."
        ),
        ActionRefusal.NOT_CARRIED: N_("This decision was not carried, so nothing follows from it."),
        ActionRefusal.NOT_ADOPTED: N_(
            "The group has not decided to go on with this variant. Please start from the decision that says so."
        ),
        ActionRefusal.HAS_ACTION: N_(
            "Something that you ticked is an action already, agreed meanwhile. It is marked below; what else you "
            "filled in is still there."
        ),
    },
)
THREAD_TEXTS: ThreadTexts = {
    ActionAgreed: N_("Agreed: %(title)s (%(organisation)s)"),
    ActionProgressed: N_("%(organisation)s told how it goes: %(title)s"),
    ActionDone: N_("Done: %(title)s (%(organisation)s)"),
    OneActionDone: N_("Done: %(title)s (%(organisation)s)"),
    ActionConfirmed: N_("Confirmed by somebody who raised it: %(title)s is done"),
    ActionDoubted: N_("Not done yet, says somebody who raised it: %(title)s"),
    ActionReopened: N_("Taken up again: %(title)s (%(organisation)s)"),
}


TO_DO = N_("To be done by %(organisation)s: %(title)s")
