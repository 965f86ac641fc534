"""Under an item: put a question, count the hands, agree an action."""

from flask import Response

from quarter.actions.forms import action_form
from quarter.actions.queries.sources import find_place
from quarter.decisions.domain import Method
from quarter.decisions.forms import count_form
from quarter.decisions.models import Decision
from quarter.foundation import clock
from quarter.meetings.forms.assembly import MotionForm
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import get_item
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.queries.motions import list_moved
from quarter.meetings.queries.outcomes import get_question
from quarter.meetings.queries.presence import list_conflicted
from quarter.meetings.service import outcomes as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import Option, carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.locale import timezone_name, today
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/question", methods=["GET", "POST"])
@allow(Permission.COUNT, load=get_meeting, part=get_item)
def put_question(meeting: Meeting, item: AgendaItem) -> Response:
    form = _motion_form(meeting)

    def deed() -> Response:
        service.put_question(
            get_session(), current_actor(), meeting, item,
            title=tidy(form.title.data), question=tidy(form.question.data), lang=form.lang.data,
            mover_id=form.mover.data, now=clock.now(),
        )  # fmt: skip
        flash_done(_("The question is put. Count the hands when the group votes."))
        return _back(item)

    return carry_out(form, deed, show=lambda: page("meetings/question.html", form=form, meeting=meeting, item=item))


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/decisions/<int:decision_id>", methods=["GET", "POST"])
@allow(Permission.COUNT, load=get_meeting, part=get_question)
def count_votes(meeting: Meeting, decision: Decision) -> Response:
    session = get_session()
    item = session.get_one(AgendaItem, decision.agenda_item_id)
    assembly = get_assembly(session, meeting, timezone=timezone_name())
    quorum = assembly.find_quorum_at(clock.now(), without=list_conflicted(session, item.id))
    form = count_form(quorum.benches)

    def deed() -> Response:
        service.count_votes(session, current_actor(), decision, form.votes(), now=clock.now())
        flash_done(_("The votes are counted. The result is in the register and in the minutes."))
        return _back(item)

    def show() -> Response:
        return page(
            "meetings/count.html", form=form, meeting=meeting, item=item, decision=decision, quorum=quorum,
            moved=list_moved(session, [decision.id])[decision.id],
        )  # fmt: skip

    return carry_out(form, deed, show)


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/action", methods=["GET", "POST"])
@allow(Permission.COUNT, load=get_meeting, part=get_item)
def agree_action(meeting: Meeting, item: AgendaItem) -> Response:
    place = find_place(get_session(), item.topic_id)
    form = action_form(get_session(), meeting.group_id, today(), place=place)
    del form.topic  # it is the item's

    def deed() -> Response:
        service.agree_action(
            get_session(), current_actor(), meeting, item,
            title=tidy(form.title.data), text=tidy(form.text.data), lang=form.lang.data,
            organisation_id=form.organisation.data, person_id=form.person.data,
            due_on=form.due_on.data, place=form.where, now=clock.now(),
        )  # fmt: skip
        flash_done(_("The action is agreed. Its owner finds it among the actions, with its due date."))
        return _back(item)

    return carry_out(form, deed, show=lambda: page("meetings/action.html", form=form, meeting=meeting, item=item))


def _motion_form(meeting: Meeting) -> MotionForm:
    form = MotionForm()
    form.keep_matter(Method.ROOM)
    seats = get_assembly(get_session(), meeting, timezone=timezone_name()).seats
    form.mover.choices = [Option("", _("Nobody in particular")), *(Option(seat.seat_id, seat.name) for seat in seats)]
    return form


def _back(item: AgendaItem) -> Response:
    """To the secretary's page, where everything that came of the item stands."""
    return redirect_to("meetings.item", meeting_id=item.meeting_id, item_id=item.id, _anchor="outcomes")
