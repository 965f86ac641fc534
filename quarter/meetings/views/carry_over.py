"""Taking up again what earlier meetings did not reach."""

from flask import Response

from quarter.foundation import clock
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.carry_over import get_left_over
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.service import carry_over as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.locale import gettext as _
from quarter.web.locale import ngettext
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, redirect_to
from quarter.web.session import get_session


@blueprint.post("/<int:meeting_id>/agenda/carry-over")
@allow(Permission.SET_AGENDA, load=get_meeting)
def carry_over(meeting: Meeting) -> Response:
    taken = service.carry_over(get_session(), current_actor(), meeting, now=clock.now())
    flash_done(ngettext("%(num)d item is on the agenda again.", "%(num)d items are on the agenda again.", len(taken)))
    return redirect_to("meetings.agenda", meeting_id=meeting.id)


@blueprint.post("/<int:meeting_id>/agenda/carry-over/<int:item_id>")
@allow(Permission.SET_AGENDA, load=get_meeting, part=get_left_over)
def carry_over_one(meeting: Meeting, left: AgendaItem) -> Response:
    service.carry_over(get_session(), current_actor(), meeting, [left.id], now=clock.now())
    flash_done(_("The item is on the agenda again."))
    return redirect_to("meetings.agenda", meeting_id=meeting.id)
