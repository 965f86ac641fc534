"""The room: opening and ending the meeting, who comes and goes, and the quorum as it is now."""

from flask import Response, request
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.meetings import queries, service
from quarter.meetings.models import Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries import SeatOfMeeting
from quarter.meetings.views.blueprint import blueprint
from quarter.web.locale import timezone_name
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>/attendance")
@allow(Permission.RUN, load=queries.get_meeting)
def attendance(meeting: Meeting) -> Response:
    room = queries.get_room(get_session(), meeting, timezone=timezone_name())
    agenda = queries.list_agenda(get_session(), meeting.id)
    return page(
        "meetings/attendance.html",
        fragment="meetings/_attendance.html",
        meeting=meeting,
        room=room,
        quorum=room.find_quorum_at(clock.now()),
        agenda=agenda,
        current=queries.current_item(agenda),
    )


@blueprint.post("/<int:meeting_id>/attendance/<int:seat_id>/arrive")
@allow(Permission.RUN, load=queries.get_seat_of_meeting)
def arrive(of: SeatOfMeeting) -> Response:
    service.arrive(get_session(), current_actor(), of.meeting, of.seat, now=clock.now())
    return redirect_to("meetings.attendance", meeting_id=of.meeting.id, _anchor=f"seat-{of.seat.id}")


@blueprint.post("/<int:meeting_id>/attendance/<int:seat_id>/leave")
@allow(Permission.RUN, load=queries.get_seat_of_meeting)
def leave(of: SeatOfMeeting) -> Response:
    service.leave(get_session(), current_actor(), of.meeting, of.seat, now=clock.now())
    return redirect_to("meetings.attendance", meeting_id=of.meeting.id, _anchor=f"seat-{of.seat.id}")


@blueprint.post("/<int:meeting_id>/start")
@allow(Permission.RUN, load=queries.get_meeting)
def start(meeting: Meeting) -> Response:
    service.start(get_session(), current_actor(), meeting, now=clock.now())
    flash_done(_("The meeting is open. Note who is there, then begin the first item."))
    return redirect_to("meetings.attendance", meeting_id=meeting.id)


@blueprint.route("/<int:meeting_id>/end", methods=["GET", "POST"])
@allow(Permission.RUN, load=queries.get_meeting)
def end(meeting: Meeting) -> Response:
    if request.method == "GET":
        agenda = queries.list_agenda(get_session(), meeting.id)
        return page("meetings/end.html", meeting=meeting, left=[item for item in agenda if not item.started_at])
    service.end(get_session(), current_actor(), meeting, now=clock.now())
    flash_done(_("The meeting has ended. Read the minutes once more, then circulate them."))
    return redirect_to("meetings.minutes", meeting_id=meeting.id)
