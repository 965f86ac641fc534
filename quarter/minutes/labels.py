"""The words for what minutes are, do, and refuse."""

from quarter.foundation.events import ThreadTexts
from quarter.foundation.multilingual import N_, Labels
from quarter.minutes import events
from quarter.minutes.domain import Extent, MinutesRefusal, MinutesState, ObjectionState

LABELS: Labels = (
    {
        MinutesState.DRAFT: N_("Draft"),
        MinutesState.CIRCULATED: N_("Circulated"),
        MinutesState.APPROVED: N_("Approved"),
        MinutesState.SEALED: N_("Sealed"),
    },
    {
        Extent.FULL: N_("Full version"),
        Extent.PUBLIC: N_("Public version"),
    },
    {
        ObjectionState.OPEN: N_("Not answered yet"),
        ObjectionState.ACCEPTED: N_("Accepted"),
        ObjectionState.DECLINED: N_("Not followed"),
    },
    {
        MinutesRefusal.MEETING_NOT_ENDED: N_("The meeting has not ended yet. End it, then circulate its minutes."),
        MinutesRefusal.NOTES_CHANGED: N_(
            "Something was changed after the minutes went round. Circulate them again, then approve them."
        ),
        MinutesRefusal.NOT_YET_CIRCULATED: N_("The minutes are still a draft. Circulate them first."),
        MinutesRefusal.OBJECTIONS_ARE_OPEN: N_(
            "Some objections have no answer yet. Answer them, then approve the minutes."
        ),
        MinutesRefusal.OBJECTION_PERIOD_IS_OVER: N_(
            "The time for objections is over. Ask the moderator to put a correction on the next agenda."
        ),
        MinutesRefusal.OBJECTION_IS_ANSWERED: N_("This objection has been answered already."),
        MinutesRefusal.NOT_A_LATER_MEETING: N_(
            "Only a meeting that came after the recorded one can approve its minutes. Choose a later one, or say that "
            "all agreed in writing."
        ),
        MinutesRefusal.NOT_YET_APPROVED: N_(
            "The minutes are not approved yet. Approve them first, then chair and secretary sign, then seal them."
        ),
        MinutesRefusal.SIGNED_ALREADY: N_(
            "You have signed these minutes already. The other signature has to come from somebody else."
        ),
        MinutesRefusal.NOT_YOURS_TO_SIGN: N_(
            "Only chair and secretary sign the minutes, each once, and your signature is not missing."
        ),
        MinutesRefusal.NOT_SIGNED: N_(
            "A signature is missing. Chair and secretary each sign on their own account, then seal the minutes."
        ),
        MinutesRefusal.MINUTES_ARE_FIXED: N_("The minutes are approved, so nothing in them can be changed any more."),
        MinutesRefusal.KEPT_FILE_IS_DAMAGED: N_(
            "The file that was kept with the seal is damaged or missing, and it is not made anew in silence. Please "
            "tell those who run this site: they bring it back from a backup."
        ),
    },
)
THREAD_TEXTS: ThreadTexts = {
    events.MinutesCirculated: N_("Minutes of meeting %(number)s circulated"),
    events.MinutesObjected: N_("Objection to the minutes of meeting %(number)s"),
    events.ObjectionAnswered: N_("Objection to the minutes of meeting %(number)s answered"),
    events.MinutesApproved: N_("Minutes of meeting %(number)s approved"),
    events.MinutesSigned: N_("Minutes of meeting %(number)s signed"),
    events.MinutesSealed: N_("Minutes of meeting %(number)s sealed"),
    events.TopicRecorded: N_("Recorded in the sealed minutes of meeting %(number)s"),
}
