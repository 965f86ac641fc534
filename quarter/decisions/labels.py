"""The words that people see for the states of decisions, their choices, and what is refused."""

from quarter.decisions.domain import (
    Choice,
    DecisionRefusal,
    DecisionState,
    FollowUp,
    Method,
    Outcome,
    RegisterFilter,
    VotingRight,
)
from quarter.decisions.events import DecisionCarried, DecisionNotCarried, DecisionProposed, VoteOpened
from quarter.foundation.events import ThreadTexts
from quarter.foundation.multilingual import N_, Labels
from quarter.foundation.subjects import SubjectPage

SUBJECT_PAGES = {
    "decision": SubjectPage("decisions.show", "decision_id"),
}
LABELS: Labels = (
    {Method.ROOM: N_("Vote in the meeting"), Method.ONLINE: N_("Online vote")},
    {
        DecisionState.DRAFT: N_("In preparation"),
        DecisionState.OPEN: N_("Vote is open"),
        DecisionState.CLOSED: N_("Decided"),
    },
    {Choice.YES: N_("In favour"), Choice.NO: N_("Against"), Choice.ABSTAIN: N_("Abstain")},
    {Outcome.CARRIED: N_("Carried"), Outcome.NOT_CARRIED: N_("Not carried")},
    {
        RegisterFilter.OPEN: N_("Vote is open"),
        RegisterFilter.CARRIED: N_("Carried"),
        RegisterFilter.NOT_CARRIED: N_("Not carried"),
        RegisterFilter.DRAFT: N_("In preparation"),
    },
    {
        FollowUp.OPEN: N_("Something is not done yet"),
        FollowUp.OVERDUE: N_("Something is overdue"),
        FollowUp.DONE: N_("All is done"),
        FollowUp.NONE: N_("No action was agreed"),
    },
    {
        VotingRight.MAY_VOTE: N_("You may vote: you hold a voting seat on the roll of this vote."),
        VotingRight.HAS_VOTED: N_("You have voted. You can change your vote until the deadline."),
        VotingRight.NOT_ON_ROLL: N_(
            "You cannot vote here: only members who held a voting seat when the vote opened are on its roll."
        ),
        VotingRight.SIGNED_OUT: N_("Members of the working group can vote. Please sign in if you are one."),
    },
    {
        DecisionRefusal.NOT_A_DRAFT: N_("This vote has already been opened."),
        DecisionRefusal.NOT_ONLINE: N_("This question is counted in the room, not online."),
        DecisionRefusal.NOT_IN_ROOM: N_("This question is voted on online, not in the room."),
        DecisionRefusal.DEADLINE_MISSING: N_("An online vote needs a deadline. Please give day and time."),
        DecisionRefusal.DEADLINE_NOT_AHEAD: N_("The deadline has to lie ahead. Please choose a later time."),
        DecisionRefusal.NOBODY_MAY_VOTE: N_("The group has no voting seats yet, so nobody could vote."),
        DecisionRefusal.NOT_OPEN: N_("Voting is not open on this question, so your vote was not counted."),
        DecisionRefusal.DEADLINE_PASSED: N_("The deadline has passed, so your vote was not counted."),
        DecisionRefusal.NO_SEAT: N_(
            "Your vote was not counted: you hold no seat on the roll, which was fixed when the vote opened."
        ),
        DecisionRefusal.STILL_RUNNING: N_("The vote is still running. It is counted after the deadline."),
        DecisionRefusal.ALREADY_DECIDED: N_("This question has already been decided."),
        DecisionRefusal.NOT_REWORDABLE: N_("Only a question that was not carried can be asked again in new words."),
    },
)
THREAD_TEXTS: ThreadTexts = {
    DecisionProposed: N_("Put to the group: %(title)s"),
    VoteOpened: N_("Voting began: %(title)s"),
    DecisionCarried: N_("Carried (decision %(number)s): %(title)s"),
    DecisionNotCarried: N_("Not carried (decision %(number)s): %(title)s"),
}


VOTE_CLOSES = N_("The vote closes: %(title)s")
