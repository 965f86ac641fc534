"""Objecting to circulated minutes, and answering."""

from flask import Response, abort, request

from quarter.foundation import clock
from quarter.meetings.models import AgendaItem
from quarter.meetings.queries.agenda import get_item
from quarter.minutes.domain import ObjectionState
from quarter.minutes.forms import ObjectionAnswerForm, ObjectionForm
from quarter.minutes.models import Objection
from quarter.minutes.policy import Permission
from quarter.minutes.queries.objections import get_objection
from quarter.minutes.queries.records import RecordOfMeeting, get_record
from quarter.minutes.service import objections as service
from quarter.minutes.views.blueprint import blueprint
from quarter.web.filters import read_id
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/minutes/objections/new", methods=["GET", "POST"])
@allow(Permission.OBJECT, load=get_record)
def object_to(recorded: RecordOfMeeting) -> Response:
    form, item = ObjectionForm(), _wanted_item(recorded)

    def deed() -> Response:
        service.object_to_minutes(
            get_session(), current_actor(), recorded.meeting, item,
            text=tidy(form.text.data), lang=form.lang.data, now=clock.now(),
        )  # fmt: skip
        flash_done(_("Your objection stands beside the minutes. They cannot be approved before it is answered."))
        return _back(recorded)

    def show() -> Response:
        return page("minutes/objection.html", form=form, meeting=recorded.meeting, item=item)

    return carry_out(form, deed, show)


@blueprint.route("/<int:meeting_id>/minutes/objections/<int:objection_id>", methods=["GET", "POST"])
@allow(Permission.ANSWER_OBJECTION, load=get_record, part=get_objection)
def answer_objection(recorded: RecordOfMeeting, objection: Objection) -> Response:
    form = ObjectionAnswerForm()

    def deed() -> Response:
        service.answer_objection(
            get_session(), current_actor(), recorded.meeting, objection,
            state=form.state.data, text=tidy(form.text.data), lang=form.lang.data, now=clock.now(),
        )  # fmt: skip
        if form.state.data is ObjectionState.ACCEPTED:
            flash_done(_("The objection is accepted. Now correct the notes, then circulate the minutes again."))
        else:
            flash_done(_("The answer stands beside the objection. Everybody in the group can read it."))
        return _back(recorded)

    def show() -> Response:
        return page("minutes/objection_answer.html", form=form, meeting=recorded.meeting, objection=objection)

    return carry_out(form, deed, show)


def _back(recorded: RecordOfMeeting) -> Response:
    return redirect_to("minutes.show", meeting_id=recorded.meeting.id, _anchor="objections")


def _wanted_item(recorded: RecordOfMeeting) -> AgendaItem | None:
    """The item in the address; without one the objection is to the minutes as a whole."""
    number = request.args.get("item")
    if number is None:
        return None
    return get_item(get_session(), recorded.meeting.id, read_id(number), reader=current_actor()) or abort(404)
