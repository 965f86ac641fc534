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
from quarter.meetings.queries.room import Room, SeatInRoom, SeatOfMeeting, get_room, get_seat_of_meeting

__all__ = [
    "AttachmentOfMeeting",
    "Files",
    "ItemOfMeeting",
    "ObjectionToMinutes",
    "Outcomes",
    "QuestionOfMeeting",
    "RecordOfMeeting",
    "Room",
    "SeatInRoom",
    "SeatOfMeeting",
    "current_item",
    "find_item",
    "get_attachment",
    "get_item",
    "get_meeting",
    "get_objection",
    "get_question",
    "get_record",
    "get_room",
    "get_seat_of_meeting",
    "has_open_objections",
    "list_agenda",
    "list_agendas",
    "list_attachments",
    "list_coming",
    "list_for_calendar",
    "list_free_topics",
    "list_held",
    "list_later_meetings",
    "list_objections",
    "list_outcomes",
    "list_past",
    "next_item",
    "next_meeting",
    "reader_of",
    "visible_items",
]
