"""Who takes no part in an item because of a conflict of interest."""

from flask import Response
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.foundation.refusals import Refusal
from quarter.meetings.forms.room import ConflictForm
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import ItemOfMeeting, get_item
from quarter.meetings.queries.presence import ConflictOfItem, get_conflict, list_conflicted
from quarter.meetings.queries.room import get_room
from quarter.meetings.service import conflicts as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import Option
from quarter.web.locale import timezone_name
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/conflicts", methods=["GET", "POST"])
@allow(Permission.WRITE_NOTES, load=get_item)
def conflicts(of: ItemOfMeeting) -> Response:
    session = get_session()
    room = get_room(session, of.meeting, timezone=timezone_name())
    noted = list_conflicted(session, of.item.id)
    form = ConflictForm()
    form.seat.choices = [Option("", _("Please choose"))]
    form.seat.choices += [Option(seat.seat_id, seat.name) for seat in room.seats if seat.seat_id not in noted]
    status = 422
    if form.is_sent_and_valid():
        try:
            service.note_conflict(session, current_actor(), of.meeting, of.item, form.seat.data, now=clock.now())
            flash_done(_("Noted. This seat does not count when votes are counted under this item."))
            return _back(of)
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409
    return page(
        "meetings/conflicts.html", form=form, meeting=of.meeting, item=of.item,
        noted=[seat for seat in room.seats if seat.seat_id in noted], status=status if form.is_submitted() else 200,
    )  # fmt: skip


@blueprint.post("/<int:meeting_id>/items/<int:item_id>/conflicts/<int:seat_id>/remove")
@allow(Permission.WRITE_NOTES, load=get_conflict)
def take_conflict_back(of: ConflictOfItem) -> Response:
    service.take_conflict_back(get_session(), current_actor(), of.meeting, of.item, of.seat_id, now=clock.now())
    flash_done(_("Taken back. This seat counts again."))
    return _back(of)


def _back(of: ItemOfMeeting) -> Response:
    return redirect_to("meetings.conflicts", meeting_id=of.meeting.id, item_id=of.item.id)
