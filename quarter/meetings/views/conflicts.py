"""Who takes no part in an item because of a conflict of interest."""

from flask import Response

from quarter.foundation import clock
from quarter.meetings.forms.assembly import ConflictForm
from quarter.meetings.models import AgendaItem, ConflictOfInterest, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import get_item
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.queries.presence import get_conflict, list_conflicted
from quarter.meetings.service import conflicts as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import Option, carry_out
from quarter.web.locale import gettext as _
from quarter.web.locale import timezone_name
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/conflicts", methods=["GET", "POST"])
@allow(Permission.WRITE_NOTES, load=get_meeting, part=get_item)
def conflicts(meeting: Meeting, item: AgendaItem) -> Response:
    assembly = get_assembly(get_session(), meeting, timezone=timezone_name())
    noted = list_conflicted(get_session(), item.id)
    form = ConflictForm()
    form.seat.choices = [Option("", _("Please choose"))]
    form.seat.choices += [Option(seat.seat_id, seat.name) for seat in assembly.seats if seat.seat_id not in noted]

    def deed() -> Response:
        service.note_conflict(get_session(), current_actor(), meeting, item, form.seat.data, now=clock.now())
        flash_done(_("Noted. This seat does not count when votes are counted under this item."))
        return _back(item)

    def show() -> Response:
        seats = [seat for seat in assembly.seats if seat.seat_id in noted]
        return page("meetings/conflicts.html", form=form, meeting=meeting, item=item, noted=seats)

    return carry_out(form, deed, show)


@blueprint.post("/<int:meeting_id>/items/<int:item_id>/conflicts/<int:seat_id>/remove")
@allow(Permission.WRITE_NOTES, load=get_meeting, part=get_conflict)
def take_conflict_back(meeting: Meeting, conflict: ConflictOfInterest) -> Response:
    item = get_session().get_one(AgendaItem, conflict.agenda_item_id)
    service.take_conflict_back(get_session(), current_actor(), meeting, item, conflict.seat_id, now=clock.now())
    flash_done(_("Taken back. This seat counts again."))
    return _back(item)


def _back(item: AgendaItem) -> Response:
    return redirect_to("meetings.conflicts", meeting_id=item.meeting_id, item_id=item.id)
