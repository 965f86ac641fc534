"""The words for due things, their views, what meetings lack and what can be done."""

from quarter.coordination.domain import Deed, Kind, Lack, View
from quarter.foundation.multilingual import N_, Labels

LABELS: Labels = (
    {
        Kind.MEETING: N_("Meetings"),
        Kind.ASK: N_("Nobody asked yet"),
        Kind.ANSWER: N_("Answers"),
        Kind.VOTE: N_("Online votes"),
        Kind.QUESTION: N_("Decisions in preparation"),
        Kind.MINUTES: N_("Minutes"),
        Kind.ACTION: N_("Actions"),
        Kind.PROPOSAL: N_("Proposals for the agenda"),
        Kind.SEAT: N_("Seats asked for"),
        Kind.DOUBT: N_("Done, but doubted"),
    },
    {View.LIST: N_("List"), View.BOARD: N_("Board"), View.CALENDAR: N_("Calendar")},
    {
        Lack.INVITATION: N_("The invitation has not been sent yet."),
        Lack.AGENDA: N_("Nothing but the standing items is on the agenda."),
        Lack.BENCH: N_("A bench has fewer seats than the charter asks for."),
        Lack.VOTERS: N_("Nobody holds a seat with a vote, so the meeting cannot decide."),
    },
    {
        Deed.GO_ON: N_("Go on with the meeting"),
        Deed.SET_AGENDA: N_("Set the agenda"),
        Deed.INVITE: N_("Invite the group"),
        Deed.OPEN_MEETING: N_("Open the meeting"),
        Deed.ASK: N_("Ask an organisation to answer"),
        Deed.ASK_ANOTHER: N_("Ask another organisation"),
        Deed.ANSWER: N_("Answer"),
        Deed.COUNT: N_("Count the votes"),
        Deed.OPEN_VOTE: N_("Open the vote"),
        Deed.COUNT_HANDS: N_("Count the votes"),
        Deed.CIRCULATE: N_("Circulate the minutes"),
        Deed.ANSWER_OBJECTIONS: N_("Answer the objections"),
        Deed.APPROVE: N_("Approve the minutes"),
        Deed.SIGN: N_("Sign the minutes"),
        Deed.SEAL: N_("Seal the minutes"),
        Deed.REPORT: N_("Report progress"),
        Deed.ANSWER_PROPOSAL: N_("Answer the proposal"),
        Deed.ANSWER_SEAT: N_("Answer this person"),
        Deed.CLEAR_UP: N_("Clear up the doubt"),
    },
)
