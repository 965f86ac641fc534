"""The speaking list: a page for whoever runs the meeting, and a part of the meeting's page for the group."""

from typing import Any

from flask import Response, request

from quarter.foundation import clock
from quarter.groups.models import Seat
from quarter.meetings.domain import MeetingState
from quarter.meetings.models import Guest, Meeting, Speech
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import AgendaLine, current_item, list_agenda
from quarter.meetings.queries.assembly import get_assembly, get_seat_of_meeting
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.queries.parts import OfMeeting
from quarter.meetings.queries.presence import get_guest, list_breaks, list_conflicted, list_guests
from quarter.meetings.queries.speaking import find_seat_to_speak, get_speaking_list, get_speech
from quarter.meetings.service import speaking as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.locale import timezone_name
from quarter.web.permits import allow, can, current_actor
from quarter.web.rendering import is_partial, page, redirect_back_or, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>/speaking")
@allow(Permission.RUN, load=get_meeting)
@repeatable
def speaking(meeting: Meeting) -> Response:
    """Everybody in the room, who waits, and who has the floor."""
    session = get_session()
    agenda = list_agenda(session, meeting.id)
    current = current_item(agenda)
    return page(
        "meetings/speaking.html",
        fragment="meetings/_speakers.html",
        meeting=meeting,
        agenda=agenda,
        current=current,
        assembly=get_assembly(session, meeting, timezone=timezone_name()),
        guests=list_guests(session, meeting),
        has_break=any(each.ended_at is None for each in list_breaks(session, meeting)),
        conflicted=list_conflicted(session, current.id) if current else (),
        speaking=get_speaking_list(session, meeting),
    )


@blueprint.get("/<int:meeting_id>/speaking/now")
@allow(Permission.SEE_SPEAKERS, load=get_meeting)
@repeatable
def speaking_now(meeting: Meeting) -> Response:
    """The part of the meeting's page as it is now; nothing, if it was folded there and still nobody uses the list."""
    if not is_partial():
        return redirect_to("meetings.show", meeting_id=meeting.id, _anchor="speaking")
    current = current_item(list_agenda(get_session(), meeting.id))
    shown = show_speaking(meeting, current)
    if "folded" in request.args and shown and not shown["speaking"].is_used:
        return Response(status=204)
    return page("meetings/_speaking.html", meeting=meeting, **shown)


def show_speaking(meeting: Meeting, current: AgendaLine | None) -> dict[str, Any]:
    """What the meeting's page says about it; empty where there is no list, or not for this reader."""
    if meeting.state is not MeetingState.RUNNING or current is None or not can(Permission.SEE_SPEAKERS, meeting):
        return {}
    session, held = get_session(), [seat.seat_id for seat in current_actor().seats]
    return {
        "speaking": get_speaking_list(session, meeting),
        "own_seat": find_seat_to_speak(session, meeting, current.id, held),
    }


@blueprint.post("/<int:meeting_id>/speaking/seats/<int:seat_id>")
@allow(Permission.ASK_TO_SPEAK, load=get_seat_of_meeting)
def ask_to_speak(of: OfMeeting[Seat]) -> Response:
    service.ask_to_speak(get_session(), current_actor(), of.meeting, seat_id=of.part.id, now=clock.now())
    return redirect_back_or("meetings.speaking_now", meeting_id=of.meeting.id)


@blueprint.post("/<int:meeting_id>/speaking/guests/<int:guest_id>")
@allow(Permission.RUN, load=get_meeting, part=get_guest)
def let_guest_wait(meeting: Meeting, guest: Guest) -> Response:
    service.ask_to_speak(get_session(), current_actor(), meeting, guest_id=guest.id, now=clock.now())
    return redirect_to("meetings.speaking", meeting_id=meeting.id)


@blueprint.post("/<int:meeting_id>/speaking/<int:speech_id>/take-off")
@allow(Permission.ASK_TO_SPEAK, load=get_speech)
def take_off_list(of: OfMeeting[Speech]) -> Response:
    service.take_off_list(get_session(), current_actor(), of.meeting, of.part, now=clock.now())
    return redirect_back_or("meetings.speaking_now", meeting_id=of.meeting.id)


@blueprint.post("/<int:meeting_id>/speaking/<int:speech_id>/floor")
@allow(Permission.RUN, load=get_speech)
def give_floor(of: OfMeeting[Speech]) -> Response:
    service.give_floor(get_session(), current_actor(), of.meeting, of.part, now=clock.now())
    return redirect_to("meetings.speaking", meeting_id=of.meeting.id)


@blueprint.post("/<int:meeting_id>/speaking/<int:speech_id>/end")
@allow(Permission.RUN, load=get_speech)
def end_speech(of: OfMeeting[Speech]) -> Response:
    service.end_speech(get_session(), current_actor(), of.meeting, of.part, now=clock.now())
    return redirect_to("meetings.speaking", meeting_id=of.meeting.id)
