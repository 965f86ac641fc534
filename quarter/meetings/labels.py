"""The words for what meetings are, do, and refuse."""

from quarter.foundation.events import ThreadTexts
from quarter.foundation.multilingual import N_, Labels
from quarter.foundation.subjects import SubjectPage
from quarter.meetings import events
from quarter.meetings.domain import (
    Held,
    ItemKind,
    MeetingRefusal,
    MeetingState,
    Office,
    ProposalState,
    Reply,
    Rhythm,
    TextBlock,
)

SUBJECT_PAGES = {
    "meeting": SubjectPage("meetings.show", "meeting_id"),
    "agenda_proposal": SubjectPage("meetings.proposal", "proposal_id"),
    "agenda_item": SubjectPage("meetings.find_item", "item_id"),
}
LABELS: Labels = (
    {
        MeetingState.PLANNED: N_("Planned"),
        MeetingState.RUNNING: N_("Running now"),
        MeetingState.ENDED: N_("Ended"),
        MeetingState.CALLED_OFF: N_("Called off"),
    },
    {
        ItemKind.OPENING: N_("Opening, due invitation and quorum"),
        ItemKind.APPROVAL: N_("Approval of the last minutes"),
        ItemKind.ACTIONS: N_("State of the open actions"),
        ItemKind.QUESTIONS: N_("Questions of the residents"),
        ItemKind.MATTER: N_("Matter"),
    },
    {
        ProposalState.OPEN: N_("Not answered yet"),
        ProposalState.TAKEN: N_("On the agenda"),
        ProposalState.DECLINED: N_("Declined"),
    },
    {
        Held.IN_PERSON: N_("In person"),
        Held.ONLINE: N_("Online"),
        Held.HYBRID: N_("In person and online"),
    },
    {
        Rhythm.ONCE: N_("Once"),
        Rhythm.WEEKLY: N_("Every week"),
        Rhythm.FORTNIGHTLY: N_("Every two weeks"),
        Rhythm.MONTHLY: N_("Every month, on the same weekday"),
    },
    {
        Reply.COMES: N_("Comes"),
        Reply.CANNOT_COME: N_("Cannot come"),
        Reply.SENDS_SUBSTITUTE: N_("Sends a substitute"),
    },
    {
        Office.CHAIR: N_("Chair"),
        Office.SECRETARY: N_("Minutes kept by"),
    },
    {
        TextBlock.INFORMATION: N_("Information"),
        TextBlock.QUORUM: N_("Finding of the quorum"),
        TextBlock.MINUTES_APPROVED: N_("Approval of the last minutes"),
        TextBlock.CONFLICT_OF_INTEREST: N_("Conflict of interest"),
        TextBlock.BREAK: N_("A break begins"),
        TextBlock.GOING_ON: N_("The break is over"),
        TextBlock.QUESTION_TIME: N_("Residents’ questions"),
        TextBlock.NO_QUESTIONS: N_("No questions"),
        TextBlock.PUT_OFF: N_("The item is put off"),
        TextBlock.CLOSING: N_("End of the meeting"),
    },
    {
        MeetingRefusal.MEETING_HAS_BEGUN: N_("The meeting has begun, so this can no longer be changed."),
        MeetingRefusal.MEETING_NOT_RUNNING: N_("The meeting is not running. Open it first."),
        MeetingRefusal.MEETING_IS_CALLED_OFF: N_("The meeting is called off, so this can no longer be changed."),
        MeetingRefusal.MEETING_HAS_ENDED: N_("The meeting has ended, so this can no longer be changed."),
        MeetingRefusal.AGENDA_IS_EMPTY: N_("The agenda is empty. Put at least one item on it, then open the meeting."),
        MeetingRefusal.ITEM_IS_IN_USE: N_(
            "This item has begun or carries a decision or an action, so it stays on the agenda."
        ),
        MeetingRefusal.ITEM_HAS_PARTS: N_("This item has sub-items. Remove them or put them elsewhere first."),
        MeetingRefusal.NO_PLACE_FOR_PARTS: N_(
            "A sub-item stands under an item of this agenda that is no sub-item itself."
        ),
        MeetingRefusal.PROPOSAL_IS_ANSWERED: N_("This proposal has been answered already."),
        MeetingRefusal.NOT_INVITED_YET: N_(
            "The group has not been invited yet. Invite it: the invitation carries the agenda."
        ),
        MeetingRefusal.NOT_LEFT_OVER: N_(
            "This item does not wait any more: a meeting has reached it or taken it up again."
        ),
        MeetingRefusal.ASKED_AGAIN_FOR_MORE: N_(
            "A question was asked again in new words under another item, and whoever may not read it may not read the "
            "new words either. Change the other item first."
        ),
        MeetingRefusal.TOPICS_ARE_PUBLIC: N_(
            "Everybody can read a topic, so its item is public. Make an item of its own for what stays in the group."
        ),
        MeetingRefusal.TOPIC_OF_ANOTHER_GROUP: N_("This topic belongs to another group. Choose a topic of this group."),
        MeetingRefusal.TOPIC_IS_ON_AGENDA: N_("This topic is already on the agenda."),
        MeetingRefusal.SEAT_NOT_IN_GROUP: N_("This seat does not belong to the group on the day of the meeting."),
        MeetingRefusal.SEAT_WAS_NOT_THERE: N_("Only somebody who is in the room can do this. Note first who has come."),
        MeetingRefusal.NO_SUBSTITUTE: N_(
            "Please choose a substitute of the same bench who does not stand in for somebody else already."
        ),
        MeetingRefusal.NOBODY_PRESENT: N_("Nobody with a vote is in the room. Note who has come, then count."),
        MeetingRefusal.NOBODY_WAS_NOTED: N_(
            "Nobody with a vote was noted as present, so there is no finding of the quorum. Note who was there, "
            "or write why the meeting did not take place."
        ),
        MeetingRefusal.MORE_VOTES_THAN_PRESENT: N_(
            "A bench has more votes than seats in the room. Correct the numbers, or note who has arrived."
        ),
        MeetingRefusal.MEETING_HAS_A_BREAK: N_("The meeting has a break. End the break, then go on."),
        MeetingRefusal.NO_ITEM_HAS_BEGUN: N_("No item has begun yet. Begin one: people ask to speak to an item."),
        MeetingRefusal.TAKES_NO_PART: N_(
            "This seat takes no part in the item because of a conflict of interest, so it is not on the speaking list."
        ),
        MeetingRefusal.FILE_WENT_ROUND: N_("This attachment went round with the minutes, so it stays with them."),
        MeetingRefusal.FILES_ARE_TOO_LARGE: N_(
            "The attachments of a meeting can have 50 megabytes together. Remove one of them, or attach a smaller file."
        ),
        MeetingRefusal.ITEM_HAS_FILES: N_("This item has attachments. Remove them first, then the item."),
        MeetingRefusal.NOTHING_TO_CORRECT: N_(
            "Minutes that are not approved yet are corrected in their notes. Only approved ones need an item."
        ),
        MeetingRefusal.MINUTES_ARE_FIXED: N_("The minutes are approved, so nothing in them can be changed any more."),
    },
)
THREAD_TEXTS: ThreadTexts = {
    events.MeetingScheduled: N_("Meeting %(number)s planned for %(held_on)s"),
    events.MeetingMoved: N_("Meeting %(number)s has a new time or place: %(held_on)s"),
    events.MeetingCalledOff: N_("Meeting %(number)s, planned for %(held_on)s, is called off: %(reason)s"),
    events.MeetingInvited: N_("Invitation to meeting %(number)s sent"),
    events.TopicPutOnAgenda: N_("Put on the agenda of meeting %(number)s, %(held_on)s"),
    events.TopicMovedWithMeeting: N_("Meeting %(number)s, which talks about it, was moved to %(held_on)s"),
    events.TopicCalledOffWithMeeting: N_("Meeting %(number)s, %(held_on)s, which was to talk about it, is called off"),
    events.TopicTakenOffAgenda: N_("Taken off the agenda of meeting %(number)s"),
    events.MeetingOpened: N_("Meeting %(number)s opened"),
    events.MeetingEnded: N_("Meeting %(number)s ended"),
}


TALKS_ABOUT_IT = N_("Meeting %(number)s talks about it")
TALKS_NOW = N_("Meeting %(number)s is running and talks about it")
