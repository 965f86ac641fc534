"""The assembly: opening and ending the meeting, who comes and goes, and the quorum as it is now."""

from flask import Response

from quarter.foundation import clock
from quarter.groups.models import Seat
from quarter.meetings.domain import Office
from quarter.meetings.forms.assembly import GuestForm
from quarter.meetings.forms.meetings import EndForm
from quarter.meetings.models import Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import current_item, list_agenda
from quarter.meetings.queries.assembly import get_assembly, get_seat_of_meeting
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.queries.parts import OfMeeting
from quarter.meetings.queries.presence import get_offices, list_breaks, list_guests
from quarter.meetings.service import course as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.locale import timezone_name
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>/attendance")
@allow(Permission.RUN, load=get_meeting)
def attendance(meeting: Meeting) -> Response:
    return show_attendance(meeting)


def show_attendance(meeting: Meeting, *, guest_form: GuestForm | None = None) -> Response:
    """Seats, guests and breaks, with the quorum as it is now."""
    session = get_session()
    assembly = get_assembly(session, meeting, timezone=timezone_name())
    agenda, breaks = list_agenda(session, meeting.id), list_breaks(session, meeting)
    offices = get_offices(session, meeting).whole
    return page(
        "meetings/attendance.html",
        fragment="meetings/_attendance.html",
        meeting=meeting,
        assembly=assembly,
        quorum=assembly.find_quorum_at(clock.now()),
        agenda=agenda,
        current=current_item(agenda),
        guests=list_guests(session, meeting),
        guest_form=guest_form or GuestForm(formdata=None),
        breaks=breaks,
        has_break=any(each.ended_at is None for each in breaks),
        holders={office: assembly.list_holders(office, offices.get(office)) for office in Office},
    )


@blueprint.post("/<int:meeting_id>/attendance/<int:seat_id>/arrive")
@allow(Permission.RUN, load=get_seat_of_meeting)
def arrive(of: OfMeeting[Seat]) -> Response:
    service.arrive(get_session(), current_actor(), of.meeting, of.part, now=clock.now())
    return redirect_to("meetings.attendance", meeting_id=of.meeting.id, _anchor=f"seat-{of.part.id}")


@blueprint.post("/<int:meeting_id>/attendance/<int:seat_id>/leave")
@allow(Permission.RUN, load=get_seat_of_meeting)
def leave(of: OfMeeting[Seat]) -> Response:
    service.leave(get_session(), current_actor(), of.meeting, of.part, now=clock.now())
    return redirect_to("meetings.attendance", meeting_id=of.meeting.id, _anchor=f"seat-{of.part.id}")


@blueprint.post("/<int:meeting_id>/start")
@allow(Permission.RUN, load=get_meeting)
def start(meeting: Meeting) -> Response:
    service.start(get_session(), current_actor(), meeting, now=clock.now())
    flash_done(_("The meeting is open. Note who is there, then begin the first item."))
    return redirect_to("meetings.attendance", meeting_id=meeting.id)


@blueprint.route("/<int:meeting_id>/end", methods=["GET", "POST"])
@allow(Permission.RUN, load=get_meeting)
def end(meeting: Meeting) -> Response:
    form = EndForm()

    def deed() -> Response:
        service.end(get_session(), current_actor(), meeting, not_held_because=tidy(form.because.data), now=clock.now())
        flash_done(_("The meeting has ended. Read the minutes once more, then circulate them."))
        return redirect_to("minutes.show", meeting_id=meeting.id)

    return carry_out(form, deed, show=lambda: _end(meeting, form))


def _end(meeting: Meeting, form: EndForm) -> Response:
    session = get_session()
    agenda = list_agenda(session, meeting.id)
    return page(
        "meetings/end.html",
        form=form,
        meeting=meeting,
        left=[item for item in agenda if not item.started_at],
        had_voters=get_assembly(session, meeting, timezone=timezone_name()).had_voters,
    )
