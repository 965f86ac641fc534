"""Under an item: put a question, count the hands, agree an action."""

from flask import Response
from flask_babel import gettext as _

from quarter.actions.forms import ActionForm, action_form
from quarter.actions.queries.sources import find_place
from quarter.charters.domain import QuorumFinding
from quarter.decisions.domain import Method
from quarter.decisions.forms import CountForm, count_form
from quarter.foundation import clock
from quarter.foundation.refusals import Refusal
from quarter.meetings.forms.room import MotionForm
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import ItemOfMeeting, get_item
from quarter.meetings.queries.motions import list_moved
from quarter.meetings.queries.outcomes import QuestionOfMeeting, get_question
from quarter.meetings.queries.presence import list_conflicted
from quarter.meetings.queries.room import get_room
from quarter.meetings.service import outcomes as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import Option, tidy
from quarter.web.locale import timezone_name, today
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/question", methods=["GET", "POST"])
@allow(Permission.COUNT, load=get_item)
def put_question(of: ItemOfMeeting) -> Response:
    form = _motion_form(of)
    if not form.is_sent_and_valid():
        return _question(of, form, status=422 if form.is_submitted() else 200)
    try:
        service.put_question(
            get_session(), current_actor(), of.meeting, of.item,
            title=tidy(form.title.data), question=tidy(form.question.data), lang=form.lang.data,
            mover_id=form.mover.data, now=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(refusal)
        return _question(of, form, status=409)
    flash_done(_("The question is put. Count the hands when the group votes."))
    return _back(of.meeting, of.item)


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/decisions/<int:decision_id>", methods=["GET", "POST"])
@allow(Permission.COUNT, load=get_question)
def count_votes(of: QuestionOfMeeting) -> Response:
    session = get_session()
    room, without = (
        get_room(session, of.meeting, timezone=timezone_name()),
        list_conflicted(session, of.item.id),
    )
    quorum = room.find_quorum_at(clock.now(), without=without)
    form = count_form(quorum.benches)
    if not form.is_sent_and_valid():
        return _count(of, form, quorum, status=422 if form.is_submitted() else 200)
    try:
        service.count_votes(get_session(), current_actor(), of.decision, form.votes(), now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _count(of, form, quorum, status=409)
    flash_done(_("The votes are counted. The result is in the register and in the minutes."))
    return _back(of.meeting, of.item)


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/action", methods=["GET", "POST"])
@allow(Permission.COUNT, load=get_item)
def agree_action(of: ItemOfMeeting) -> Response:
    place = find_place(get_session(), of.item.topic_id)
    form = action_form(get_session(), of.group_id, today(), place=place)
    del form.topic  # it is the item's
    if not form.is_sent_and_valid():
        return _action(of, form, status=422 if form.is_submitted() else 200)
    try:
        service.agree_action(
            get_session(), current_actor(), of.meeting, of.item,
            title=tidy(form.title.data), text=tidy(form.text.data), lang=form.lang.data,
            organisation_id=form.organisation.data, person_id=form.person.data,
            due_on=form.due_on.data, place=form.where, now=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(refusal)
        return _action(of, form, status=409)
    flash_done(_("The action is agreed. Its owner finds it among the actions, with its due date."))
    return _back(of.meeting, of.item)


def _motion_form(of: ItemOfMeeting) -> MotionForm:
    form = MotionForm()
    form.keep_matter(Method.ROOM)
    seats = get_room(get_session(), of.meeting, timezone=timezone_name()).seats
    form.mover.choices = [Option("", _("Nobody in particular")), *(Option(seat.seat_id, seat.name) for seat in seats)]
    return form


def _question(of: ItemOfMeeting, form: MotionForm, *, status: int) -> Response:
    return page("meetings/question.html", form=form, meeting=of.meeting, item=of.item, status=status)


def _count(of: QuestionOfMeeting, form: CountForm, quorum: QuorumFinding, *, status: int) -> Response:
    return page(
        "meetings/count.html",
        form=form,
        meeting=of.meeting,
        item=of.item,
        decision=of.decision,
        quorum=quorum,
        moved=list_moved(get_session(), [of.decision.id])[of.decision.id],
        status=status,
    )


def _action(of: ItemOfMeeting, form: ActionForm, *, status: int) -> Response:
    return page("meetings/action.html", form=form, meeting=of.meeting, item=of.item, status=status)


def _back(meeting: Meeting, item: AgendaItem) -> Response:
    """To the secretary's page, where everything that came of the item stands."""
    return redirect_to("meetings.item", meeting_id=meeting.id, item_id=item.id, _anchor="outcomes")
