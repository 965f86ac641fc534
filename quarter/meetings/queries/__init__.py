"""What is read about meetings: the list, one meeting with its agenda and minutes, and who is in the room."""

from quarter.meetings.queries.agenda import (
    ItemOfMeeting,
    current_item,
    find_item,
    get_item,
    list_agenda,
    list_agendas,
    list_free_topics,
    next_item,
    visible_items,
)
from quarter.meetings.queries.attachments import (
    AttachmentOfMeeting,
    Files,
    get_attachment,
    list_attachments,
    reader_of,
)
from quarter.meetings.queries.carry_over import LeftOver, get_left_over, list_not_reached
from quarter.meetings.queries.corrections import list_corrected, list_corrections
from quarter.meetings.queries.invitations import has_changed_since_sent, list_letters
from quarter.meetings.queries.meetings import (
    RecordOfMeeting,
    get_meeting,
    get_record,
    list_coming,
    list_for_calendar,
    list_held,
    list_past,
    next_meeting,
)
from quarter.meetings.queries.objections import (
    ObjectionToMinutes,
    get_objection,
    has_open_objections,
    list_later_meetings,
    list_objections,
)
from quarter.meetings.queries.outcomes import Outcomes, QuestionOfMeeting, get_question, list_outcomes
from quarter.meetings.queries.proposals import (
    ProposalForMeeting,
    find_meeting_of,
    get_proposal,
    get_proposal_for_meeting,
    get_proposer_name,
    list_own_proposals,
    list_waiting_proposals,
)
from quarter.meetings.queries.room import Room, SeatInRoom, SeatOfMeeting, get_room, get_seat_of_meeting
from quarter.meetings.queries.standing import (
    MinutesAtItem,
    get_minutes_at_item,
    list_minutes_to_approve,
    list_reported,
)
from quarter.meetings.queries.translations import list_translations

__all__ = [
    "AttachmentOfMeeting",
    "Files",
    "ItemOfMeeting",
    "LeftOver",
    "MinutesAtItem",
    "ObjectionToMinutes",
    "Outcomes",
    "ProposalForMeeting",
    "QuestionOfMeeting",
    "RecordOfMeeting",
    "Room",
    "SeatInRoom",
    "SeatOfMeeting",
    "current_item",
    "find_item",
    "find_meeting_of",
    "get_attachment",
    "get_item",
    "get_left_over",
    "get_meeting",
    "get_minutes_at_item",
    "get_objection",
    "get_proposal",
    "get_proposal_for_meeting",
    "get_proposer_name",
    "get_question",
    "get_record",
    "get_room",
    "get_seat_of_meeting",
    "has_changed_since_sent",
    "has_open_objections",
    "list_agenda",
    "list_agendas",
    "list_attachments",
    "list_coming",
    "list_corrected",
    "list_corrections",
    "list_for_calendar",
    "list_free_topics",
    "list_held",
    "list_later_meetings",
    "list_letters",
    "list_minutes_to_approve",
    "list_not_reached",
    "list_objections",
    "list_outcomes",
    "list_own_proposals",
    "list_past",
    "list_reported",
    "list_translations",
    "list_waiting_proposals",
    "next_item",
    "next_meeting",
    "reader_of",
    "visible_items",
]
