"""Saying an item of the agenda anew."""

from flask import Response

from quarter.foundation import clock
from quarter.meetings.domain import ItemKind
from quarter.meetings.forms.agenda import ChangeItemForm
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import get_item, list_agenda
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.service import agenda as service
from quarter.meetings.views.agenda import places_for_parts, written_item
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import carry_out
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/agenda/items/<int:item_id>/edit", methods=["GET", "POST"])
@allow(Permission.SET_AGENDA, load=get_meeting, part=get_item)
def change_item(meeting: Meeting, item: AgendaItem) -> Response:
    form = _form(item)

    def deed() -> Response:
        written = written_item(form)
        service.change_item(
            get_session(), current_actor(), meeting, item, **written, expected=form.version.seen, now=clock.now()
        )
        flash_done(_("The item is saved."))
        return redirect_to("meetings.agenda", meeting_id=meeting.id, _anchor=f"item-{item.id}")

    def show() -> Response:
        return page("meetings/change_item.html", form=form, meeting=meeting, item=item)

    return carry_out(form, deed, show, changes=item)


def _form(item: AgendaItem) -> ChangeItemForm:
    """A topic stays public, a standing item stands by itself, and what has parts is no part.

    It stays for those who may read it now, also when it leaves a whole that is not public, unless somebody says so.
    """
    agenda = list_agenda(get_session(), item.meeting_id)
    form = ChangeItemForm(obj=item, parent=item.parent_id, group_only=not service.is_public(get_session(), item))
    form.parent.choices = places_for_parts(agenda, item)
    if item.kind is not ItemKind.MATTER or any(row.parent_id == item.id for row in agenda):
        del form.parent
    if item.topic_id is not None:
        del form.group_only
    return form
