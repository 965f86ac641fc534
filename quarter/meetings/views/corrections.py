"""Putting a correction of approved minutes on a later agenda."""

from flask import Response
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.foundation.refusals import Refusal
from quarter.meetings.forms.agenda import CorrectionForm
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import ItemOfMeeting, get_item, number_of
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.service import corrections as service
from quarter.meetings.views.agenda import meeting_choices
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import tidy
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/correct", methods=["GET", "POST"])
@allow(Permission.SET_AGENDA, load=get_item)
def correct(of: ItemOfMeeting) -> Response:
    form = _form(of)
    if not form.is_sent_and_valid():
        return _show(of, form, 422 if form.is_submitted() else 200)
    later = get_meeting(get_session(), form.meeting.data)
    assert later is not None  # one of the choices
    try:
        service.add_correction(
            get_session(), current_actor(), later, of.item, title=tidy(form.title.data), lang=form.lang.data,
            minutes_planned=form.minutes_planned.data, now=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(of, form, 409)
    flash_done(_("The correction is on the agenda. The earlier minutes point to it, and stay as they are."))
    return redirect_to("meetings.agenda", meeting_id=later.id)


def _form(of: ItemOfMeeting) -> CorrectionForm:
    item = number_of(get_session(), of.meeting.id, of.item.id)
    title = _("Correction of item %(item)s of meeting %(number)s", item=item, number=of.meeting.number)
    form = CorrectionForm(title=title, lang=of.meeting.lang)
    form.meeting.choices = meeting_choices(of.meeting.group_id)
    return form


def _show(of: ItemOfMeeting, form: CorrectionForm, status: int) -> Response:
    is_fixed = of.meeting.record_closed_at is not None
    return page("meetings/correct.html", form=form, meeting=of.meeting, item=of.item, is_fixed=is_fixed, status=status)
