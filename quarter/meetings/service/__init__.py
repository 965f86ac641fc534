"""The deeds of a meeting, in the order in which they happen: plan, set the agenda, run, decide, record."""

from quarter.meetings.service.agenda import add_item, add_topic, change_item, move_item, put_item_at, remove_item
from quarter.meetings.service.attachments import attach, remove_file
from quarter.meetings.service.breaks import begin_break, end_break
from quarter.meetings.service.carry_over import carry_over
from quarter.meetings.service.conflicts import note_conflict, take_conflict_back
from quarter.meetings.service.corrections import add_correction
from quarter.meetings.service.course import arrive, begin_item, end, leave, start
from quarter.meetings.service.guests import see_guest_off, welcome_guest
from quarter.meetings.service.invitations import invite, note_handed_over, send_agenda_again
from quarter.meetings.service.minutes import (
    approve,
    approve_in_silence,
    circulate,
    has_changed_since,
    must_be_ready_to_seal,
    seal,
)
from quarter.meetings.service.notes import write_notes
from quarter.meetings.service.objections import answer_objection, object_to_minutes
from quarter.meetings.service.offices import give_offices
from quarter.meetings.service.outcomes import agree_action, count_votes, put_question
from quarter.meetings.service.planning import change, schedule, schedule_series
from quarter.meetings.service.proposals import decline_proposal, propose_item, take_proposal
from quarter.meetings.service.replies import reply
from quarter.meetings.service.signatures import sign
from quarter.meetings.service.speaking import ask_to_speak, end_speech, give_floor, take_off_list
from quarter.meetings.service.translations import translate

__all__ = [
    "add_correction",
    "add_item",
    "add_topic",
    "agree_action",
    "answer_objection",
    "approve",
    "approve_in_silence",
    "arrive",
    "ask_to_speak",
    "attach",
    "begin_break",
    "begin_item",
    "carry_over",
    "change",
    "change_item",
    "circulate",
    "count_votes",
    "decline_proposal",
    "end",
    "end_break",
    "end_speech",
    "give_floor",
    "give_offices",
    "has_changed_since",
    "invite",
    "leave",
    "move_item",
    "must_be_ready_to_seal",
    "note_conflict",
    "note_handed_over",
    "object_to_minutes",
    "propose_item",
    "put_item_at",
    "put_question",
    "remove_file",
    "remove_item",
    "reply",
    "schedule",
    "schedule_series",
    "seal",
    "see_guest_off",
    "send_agenda_again",
    "sign",
    "start",
    "take_conflict_back",
    "take_off_list",
    "take_proposal",
    "translate",
    "welcome_guest",
    "write_notes",
]
