"""The list of what was promised, one action with its progress, and the deeds on it."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from sqlmodel import Session

from quarter.actions import labels, queries, service  # noqa: F401
from quarter.actions.domain import ActionState, Standing, is_overdue
from quarter.actions.forms import ActionForm, ReportForm, action_form
from quarter.actions.models import Action
from quarter.actions.policy import Permission
from quarter.decisions.models import Decision
from quarter.decisions.queries import get_decision, get_meeting_id
from quarter.foundation import clock
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Group
from quarter.groups.queries import get_group, list_groups, list_organisations
from quarter.topics.models import Topic
from quarter.topics.queries import get_topic, strip_for
from quarter.web.filters import chosen_filters
from quarter.web.forms import tidy
from quarter.web.locale import today
from quarter.web.permits import allow, by_argument, can, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session

blueprint = Blueprint("actions", __name__, url_prefix="/actions")


def _origin(session: Session) -> Decision | Topic | Group | None:
    """What an action follows from: the decision, topic or group in the address."""
    for name, load in (("decision", get_decision), ("topic", get_topic), ("group", get_group)):
        if name in request.args:
            return by_argument(name, load)(session)
    return None


@blueprint.get("")
@allow(Permission.SEE)
@repeatable
def index() -> Response:
    chosen = chosen_filters(quarter=int, group=int, organisation=int, state=Standing)
    session = get_session()
    return page(
        "actions/index.html",
        actions=queries.list_actions(session, today(), request.args.get("after"), **chosen),
        chosen=chosen,
        standings=Standing,
        organisations=list_organisations(session),
        groups=[group for group in list_groups(session) if can(Permission.AGREE, group)],
    )


@blueprint.get("/<int:action_id>")
@allow(Permission.SEE, load=queries.get_action)
@repeatable
def show(action: Action) -> Response:
    return _show(action, ReportForm(state=action.state))


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.AGREE, load=_origin)
def agree(origin: Decision | Topic | Group) -> Response:
    session, decision = get_session(), origin if isinstance(origin, Decision) else None
    form = action_form(session, origin.group_id, today(), topic_id=_topic_of(origin))
    if not form.is_sent_and_valid():
        status = 422 if form.is_submitted() else 200
        return page("actions/form.html", form=form, decision=decision, status=status)
    try:
        action = _agree(form, origin, decision)
    except Refusal as refusal:
        form.refuse(refusal)
        return page("actions/form.html", form=form, decision=decision, status=409)
    flash_done(_("This is agreed. Everybody can see here how it goes."))
    return redirect_to("actions.show", action_id=action.id)


@blueprint.post("/<int:action_id>/progress")
@allow(Permission.REPORT, load=queries.get_action)
def report(action: Action) -> Response:
    form = ReportForm()
    if not form.is_sent_and_valid():
        return _show(action, form, status=422)
    service.report_progress(
        get_session(), current_actor(), action, text=tidy(form.text.data), lang=form.lang.data,
        state=form.state.data, now=clock.now(), today=today(),
    )  # fmt: skip
    done = form.state.data is ActionState.DONE
    flash_done(_("Thank you. It is noted as done.") if done else _("Thank you. Your report is noted."))
    return redirect_to("actions.show", action_id=action.id)


@blueprint.post("/<int:action_id>/confirm")
@allow(Permission.CONFIRM, load=queries.get_action)
def confirm(action: Action) -> Response:
    is_done = request.form.get("says") == "done"
    service.confirm(get_session(), current_actor(), action, is_done=is_done, now=clock.now())
    flash_done(_("Thank you. Everybody can see here what those say who raised it."))
    return redirect_to("actions.show", action_id=action.id)


def _agree(form: ActionForm, origin: Decision | Topic | Group, decision: Decision | None) -> Action:
    return service.agree(
        get_session(), current_actor(), get_group(get_session(), origin.group_id),
        title=tidy(form.title.data), text=tidy(form.text.data), lang=form.lang.data,
        organisation_id=form.organisation.data, person_id=form.person.data, due_on=form.due_on.data,
        topic_id=form.topic.data, agenda_item_id=decision.agenda_item_id if decision else None,
        decision_id=decision.id if decision else None, now=clock.now(),
    )  # fmt: skip


def _show(action: Action, form: ReportForm, status: int = 200) -> Response:
    session = get_session()
    return page(
        "actions/show.html",
        action=action,
        details=queries.get_details(session, action),
        updates=queries.list_updates(session, action),
        is_overdue=is_overdue(action.state, action.due_on, today()),
        topic=get_topic(session, action.topic_id) if action.topic_id else None,
        decision=get_decision(session, action.decision_id),
        meeting_id=get_meeting_id(session, action.agenda_item_id),
        strip=strip_for(session, "action", action),
        opinions=queries.get_opinions(session, action, current_actor().person_id),
        may_confirm=can(Permission.CONFIRM, action) and queries.raised_it(session, action, current_actor().person_id),
        form=form,
        status=status,
    )


def _topic_of(origin: Decision | Topic | Group) -> int | None:
    return origin.id if isinstance(origin, Topic) else getattr(origin, "topic_id", None)
