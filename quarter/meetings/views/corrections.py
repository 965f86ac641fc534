"""Putting a correction of approved minutes on a later agenda."""

from flask import Response

from quarter.foundation import clock
from quarter.meetings.forms.agenda import CorrectionForm
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import get_item, number_of
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.service import corrections as service
from quarter.meetings.views.agenda import meeting_choices
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/correct", methods=["GET", "POST"])
@allow(Permission.SET_AGENDA, load=get_meeting, part=get_item)
def correct(meeting: Meeting, item: AgendaItem) -> Response:
    form = _form(meeting, item)

    def deed() -> Response:
        later = get_session().get_one(Meeting, form.meeting.data)
        service.add_correction(
            get_session(), current_actor(), later, item, title=tidy(form.title.data), lang=form.lang.data,
            minutes_planned=form.minutes_planned.data, now=clock.now(),
        )  # fmt: skip
        flash_done(_("The correction is on the agenda. The earlier minutes point to it, and stay as they are."))
        return redirect_to("meetings.agenda", meeting_id=later.id)

    def show() -> Response:
        is_fixed = meeting.record_closed_at is not None
        return page("meetings/correct.html", form=form, meeting=meeting, item=item, is_fixed=is_fixed)

    return carry_out(form, deed, show)


def _form(meeting: Meeting, item: AgendaItem) -> CorrectionForm:
    number = number_of(get_session(), meeting.id, item.id)
    title = _("Correction of item %(item)s of meeting %(number)s", item=number, number=meeting.number)
    form = CorrectionForm(title=title, lang=meeting.lang)
    form.meeting.choices = meeting_choices(meeting.group_id)
    return form
