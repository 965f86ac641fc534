"""Saying an item of the agenda anew."""

from flask import Response
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import ItemKind
from quarter.meetings.forms.agenda import FreeItemForm
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import ItemOfMeeting, get_item, list_agenda
from quarter.meetings.service import agenda as service
from quarter.meetings.views.agenda import places_for_parts, written_item
from quarter.meetings.views.blueprint import blueprint
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/agenda/items/<int:item_id>/edit", methods=["GET", "POST"])
@allow(Permission.SET_AGENDA, load=get_item)
def change_item(of: ItemOfMeeting) -> Response:
    form = _form(of)
    if not form.is_sent_and_valid():
        return _show(of, form, 422 if form.is_submitted() else 200)
    try:
        service.change_item(get_session(), current_actor(), of.meeting, of.item, **written_item(form), now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(of, form, 409)
    flash_done(_("The item is saved."))
    return redirect_to("meetings.agenda", meeting_id=of.meeting.id, _anchor=f"item-{of.item.id}")


def _form(of: ItemOfMeeting) -> FreeItemForm:
    """A topic stays public, a standing item stands by itself, and what has parts is no part."""
    agenda = list_agenda(get_session(), of.meeting.id)
    form = FreeItemForm(obj=of.item, parent=of.item.parent_id, group_only=not of.item.is_public)
    form.parent.choices = places_for_parts(agenda, of.item)
    if of.item.kind is not ItemKind.MATTER or any(row.parent_id == of.item.id for row in agenda):
        del form.parent
    if of.item.topic_id is not None:
        del form.group_only
    return form


def _show(of: ItemOfMeeting, form: FreeItemForm, status: int) -> Response:
    return page("meetings/change_item.html", form=form, meeting=of.meeting, item=of.item, status=status)
