"""Inviting, sending the agenda again, and the proof of what was sent."""

from itertools import groupby

from flask import Response

from quarter.foundation import clock
from quarter.meetings.convening import say_convening
from quarter.meetings.models import Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.queries.invitations import find_convening, has_changed_since_sent, list_letters
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.service import invitations as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.locale import gettext as _
from quarter.web.locale import page_words, timezone_name
from quarter.web.mail import mail_is_set_up
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.post("/<int:meeting_id>/invite")
@allow(Permission.INVITE, load=get_meeting)
def invite(meeting: Meeting) -> Response:
    service.invite(get_session(), current_actor(), meeting, now=clock.now())
    flash_done(
        _("The invitation is on its way to everyone with a seat in the group.")
        if mail_is_set_up()
        else _("The invitation is written to everyone with a seat in the group. Coordination prints it, since "
               "this site sends no mail.")
    )  # fmt: skip
    return redirect_to("meetings.show", meeting_id=meeting.id)


@blueprint.post("/<int:meeting_id>/invite/again")
@allow(Permission.INVITE, load=get_meeting)
def send_agenda_again(meeting: Meeting) -> Response:
    service.send_agenda_again(get_session(), current_actor(), meeting, now=clock.now())
    flash_done(
        _("The agenda is on its way to everyone with a seat in the group, with what has changed.")
        if mail_is_set_up()
        else _("The agenda is written to everyone with a seat in the group. Coordination prints it, since "
               "this site sends no mail.")
    )  # fmt: skip
    return redirect_to("meetings.invitation", meeting_id=meeting.id)


@blueprint.get("/<int:meeting_id>/invitation")
@allow(Permission.SEE_PROOF, load=get_meeting)
def invitation(meeting: Meeting) -> Response:
    session = get_session()
    letters = list_letters(session, meeting)
    return page(
        "meetings/invitation.html",
        meeting=meeting,
        finding=say_convening(find_convening(session, meeting, timezone_name()), page_words()),
        sendings=[(key, list(rows)) for key, rows in groupby(letters, lambda row: (row.event, row.written_at))],
        has_changed=has_changed_since_sent(list_agenda(session, meeting.id), meeting),
    )
