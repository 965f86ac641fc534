"""The assembly besides the seats: guests who come and go, and breaks."""

from flask import Response

from quarter.foundation import clock
from quarter.meetings.forms.assembly import GuestForm
from quarter.meetings.models import Guest, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.queries.presence import get_guest
from quarter.meetings.service import breaks, guests
from quarter.meetings.views.assembly import show_attendance
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, redirect_to
from quarter.web.session import get_session


@blueprint.post("/<int:meeting_id>/guests")
@allow(Permission.RUN, load=get_meeting)
def welcome_guest(meeting: Meeting) -> Response:
    form = GuestForm()

    def deed() -> Response:
        guests.welcome_guest(
            get_session(), current_actor(), meeting,
            name=tidy(form.name.data), organisation=tidy(form.organisation.data),
            is_named_publicly=form.is_named_publicly.data, now=clock.now(),
        )  # fmt: skip
        return _back(meeting, "guests")

    return carry_out(form, deed, show=lambda: show_attendance(meeting, guest_form=form))


@blueprint.post("/<int:meeting_id>/guests/<int:guest_id>/leave")
@allow(Permission.RUN, load=get_meeting, part=get_guest)
def see_guest_off(meeting: Meeting, guest: Guest) -> Response:
    guests.see_guest_off(get_session(), current_actor(), meeting, guest, now=clock.now())
    return _back(meeting, "guests")


@blueprint.post("/<int:meeting_id>/break/begin")
@allow(Permission.RUN, load=get_meeting)
def begin_break(meeting: Meeting) -> Response:
    breaks.begin_break(get_session(), current_actor(), meeting, now=clock.now())
    flash_done(_("The break has begun. No votes are counted until the meeting goes on."))
    return _back(meeting, "breaks")


@blueprint.post("/<int:meeting_id>/break/end")
@allow(Permission.RUN, load=get_meeting)
def end_break(meeting: Meeting) -> Response:
    breaks.end_break(get_session(), current_actor(), meeting, now=clock.now())
    flash_done(_("The meeting goes on. Has somebody left during the break?"))
    return _back(meeting, "attendance")


def _back(meeting: Meeting, anchor: str) -> Response:
    return redirect_to("meetings.attendance", meeting_id=meeting.id, _anchor=anchor)
