"""Writing down one action that the group agreed on."""

from flask import Response, request
from flask_babel import gettext as _
from sqlmodel import Session

from quarter.actions import service
from quarter.actions.forms import ActionForm, action_form
from quarter.actions.models import Action
from quarter.actions.policy import Permission
from quarter.actions.queries.sources import find_place
from quarter.actions.views.blueprint import blueprint
from quarter.decisions.models import Decision
from quarter.decisions.queries.decision import get_decision
from quarter.foundation import clock
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Group
from quarter.groups.queries import get_group
from quarter.issues.queries import IssueFilter, find_quarter_slug
from quarter.topics.models import Topic
from quarter.topics.queries import get_topic
from quarter.web.forms import tidy
from quarter.web.locale import today
from quarter.web.permits import allow, by_argument, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session

Origin = Decision | Topic | Group


def _origin(session: Session) -> Origin | None:
    """What an action follows from: the decision, topic or group in the address."""
    for name, load in (("decision", get_decision), ("topic", get_topic), ("group", get_group)):
        if name in request.args:
            return by_argument(name, load)(session)
    return None


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.AGREE, load=_origin)
def agree(origin: Origin) -> Response:
    session, topic_id = get_session(), _topic_of(origin)
    place = find_place(session, topic_id)
    form = action_form(session, origin.group_id, today(), topic_id=topic_id, place=place)
    if not form.is_sent_and_valid():
        return _form(form, origin, status=422 if form.is_submitted() else 200)
    try:
        action = _agree(form, origin)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(form, origin, status=409)
    flash_done(_("This is agreed. Everybody can see here how it goes."))
    return redirect_to("actions.show", action_id=action.id)


def _agree(form: ActionForm, origin: Origin) -> Action:
    decision = origin if isinstance(origin, Decision) else None
    return service.agree(
        get_session(), current_actor(), get_group(get_session(), origin.group_id),
        title=tidy(form.title.data), text=tidy(form.text.data), lang=form.lang.data,
        organisation_id=form.organisation.data, person_id=form.person.data, due_on=form.due_on.data,
        topic_id=form.topic.data, agenda_item_id=decision.agenda_item_id if decision else None,
        decision_id=decision.id if decision else None, place=form.where, now=clock.now(),
    )  # fmt: skip


def _form(form: ActionForm, origin: Origin, *, status: int) -> Response:
    slug = find_quarter_slug(get_session(), IssueFilter(group=origin.group_id))
    decision = origin if isinstance(origin, Decision) else None
    return page("actions/form.html", form=form, decision=decision, quarter_slug=slug, status=status)


def _topic_of(origin: Origin) -> int | None:
    return origin.id if isinstance(origin, Topic) else getattr(origin, "topic_id", None)
