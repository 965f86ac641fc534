"""The deeds of a meeting, in the order in which they happen: plan, set the agenda, run, decide, record."""

from quarter.meetings.service.agenda import add_item, add_topic, change_item, move_item, remove_item
from quarter.meetings.service.attachments import attach, remove_file
from quarter.meetings.service.course import arrive, begin_item, end, leave, start, write_notes
from quarter.meetings.service.minutes import approve, approve_in_silence, circulate, has_changed_since, seal
from quarter.meetings.service.objections import answer_objection, object_to_minutes
from quarter.meetings.service.outcomes import agree_action, count_votes, put_question
from quarter.meetings.service.planning import change, invite, schedule
from quarter.meetings.service.replies import reply
from quarter.meetings.service.signatures import sign

__all__ = [
    "add_item",
    "add_topic",
    "agree_action",
    "answer_objection",
    "approve",
    "approve_in_silence",
    "arrive",
    "attach",
    "begin_item",
    "change",
    "change_item",
    "circulate",
    "count_votes",
    "end",
    "has_changed_since",
    "invite",
    "leave",
    "move_item",
    "object_to_minutes",
    "put_question",
    "remove_file",
    "remove_item",
    "reply",
    "schedule",
    "seal",
    "sign",
    "start",
    "write_notes",
]
