"""Who chairs and who keeps the minutes: of the meeting, or of one item."""

from flask import Response

from quarter.foundation import clock
from quarter.meetings.domain import Office
from quarter.meetings.forms.assembly import OfficesForm
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import get_item
from quarter.meetings.queries.assembly import Assembly, get_assembly
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.queries.presence import get_offices
from quarter.meetings.service import offices as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import Option, carry_out
from quarter.web.locale import gettext as _
from quarter.web.locale import timezone_name
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/offices", methods=["GET", "POST"])
@allow(Permission.RUN, load=get_meeting)
def offices(meeting: Meeting) -> Response:
    return _offices(meeting, None, redirect_to("meetings.attendance", meeting_id=meeting.id))


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/offices", methods=["GET", "POST"])
@allow(Permission.WRITE_NOTES, load=get_meeting, part=get_item)
def offices_of_item(meeting: Meeting, item: AgendaItem) -> Response:
    return _offices(meeting, item, redirect_to("meetings.item", meeting_id=meeting.id, item_id=item.id))


def _offices(meeting: Meeting, item: AgendaItem | None, done: Response) -> Response:
    form = _form(meeting, item)

    def deed() -> Response:
        service.give_offices(get_session(), current_actor(), meeting, item, form.seats(), now=clock.now())
        flash_done(_("Saved. It stands in the minutes like this."))
        return done

    return carry_out(form, deed, show=lambda: page("meetings/offices.html", form=form, meeting=meeting, item=item))


def _form(meeting: Meeting, item: AgendaItem | None) -> OfficesForm:
    session = get_session()
    assembly, held = get_assembly(session, meeting, timezone=timezone_name()), get_offices(session, meeting)
    of_item = held.of_item(item.id if item else None)
    form = OfficesForm(chair=of_item.get(Office.CHAIR), secretary=of_item.get(Office.SECRETARY))
    for office, field in ((Office.CHAIR, form.chair), (Office.SECRETARY, form.secretary)):
        usual = held.whole.get(office) if item else None
        field.choices = [Option("", _usually(assembly, office, usual)), *_there(assembly)]
    return form


def _usually(assembly: Assembly, office: Office, seat_id: int | None) -> str:
    """Who it is as long as nobody else is named."""
    names = _(", ").join(assembly.list_holders(office, seat_id))
    return _("As usual: %(names)s", names=names) if names else _("As usual")


def _there(assembly: Assembly) -> list[Option]:
    return [Option(seat.seat_id, seat.name) for seat in assembly.seats if seat.stays]
