"""Writing down one action that the group agreed on."""

from dataclasses import dataclass

from flask import Response, request
from sqlmodel import Session

from quarter.actions import service
from quarter.actions.forms import ActionForm, action_form
from quarter.actions.models import Action
from quarter.actions.policy import Permission
from quarter.actions.queries.sources import find_place
from quarter.actions.views.blueprint import blueprint
from quarter.decisions.models import Decision
from quarter.decisions.queries.decision import get_readable
from quarter.foundation import clock
from quarter.groups.models import Group
from quarter.groups.queries import get_group
from quarter.issues.queries.listing import IssueFilter, find_quarter_slug
from quarter.topics.queries import get_topic
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.locale import today
from quarter.web.permits import allow, by_argument, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@dataclass(frozen=True)
class Origin:
    """What an action follows from: the decision, topic or group in the address."""

    group_id: int
    topic_id: int | None = None
    decision: Decision | None = None


def _origin(session: Session) -> Origin | None:
    if "decision" in request.args:
        decision = by_argument("decision", get_readable)(session)
        return Origin(decision.group_id, decision.topic_id, decision) if decision else None
    if "topic" in request.args:
        topic = by_argument("topic", get_topic)(session)
        return Origin(topic.group_id, topic.id) if topic else None
    group = by_argument("group", get_group)(session)
    return Origin(group.id) if group else None


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.AGREE, load=_origin)
def agree(origin: Origin) -> Response:
    place = find_place(get_session(), origin.topic_id)
    form = action_form(get_session(), origin.group_id, today(), topic_id=origin.topic_id, place=place)

    def deed() -> Response:
        action = _agree(form, origin)
        flash_done(_("This is agreed. Everybody can see here how it goes."))
        return redirect_to("actions.show", action_id=action.id)

    return carry_out(form, deed, show=lambda: _page(form, origin))


def _agree(form: ActionForm, origin: Origin) -> Action:
    decision = origin.decision
    return service.agree(
        get_session(), current_actor(), get_session().get_one(Group, origin.group_id),
        title=tidy(form.title.data), text=tidy(form.text.data), lang=form.lang.data,
        organisation_id=form.organisation.data, person_id=form.person.data, due_on=form.due_on.data,
        topic_id=form.topic.data, agenda_item_id=decision.agenda_item_id if decision else None,
        decision_id=decision.id if decision else None, place=form.where, now=clock.now(),
    )  # fmt: skip


def _page(form: ActionForm, origin: Origin) -> Response:
    slug = find_quarter_slug(get_session(), IssueFilter(group=origin.group_id))
    return page("actions/form.html", form=form, decision=origin.decision, quarter_slug=slug)
