"""The deeds of a meeting, in the order in which they happen: plan, set the agenda, run, decide, record."""

from quarter.meetings.service.agenda import add_item, add_topic, move_item, remove_item
from quarter.meetings.service.course import arrive, begin_item, end, leave, start, write_notes
from quarter.meetings.service.minutes import approve, circulate, has_changed_since, seal
from quarter.meetings.service.outcomes import agree_action, count_votes, put_question
from quarter.meetings.service.planning import change, invite, schedule
from quarter.meetings.service.replies import reply

__all__ = [
    "add_item",
    "add_topic",
    "agree_action",
    "approve",
    "arrive",
    "begin_item",
    "change",
    "circulate",
    "count_votes",
    "end",
    "has_changed_since",
    "invite",
    "leave",
    "move_item",
    "put_question",
    "remove_item",
    "reply",
    "schedule",
    "seal",
    "start",
    "write_notes",
]
