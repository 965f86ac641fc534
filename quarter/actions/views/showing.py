"""One action with its progress: reporting on it, and confirming that it is done."""

from flask import Response, request

from quarter.actions import service
from quarter.actions.domain import ActionState, before_and_now
from quarter.actions.forms import ReportForm
from quarter.actions.models import Action
from quarter.actions.policy import Permission
from quarter.actions.queries.action import get_details, get_opinions, get_readable, list_updates, raised_it
from quarter.actions.queries.sources import get_source
from quarter.actions.views.blueprint import blueprint
from quarter.foundation import clock
from quarter.foundation.subjects import get_subject
from quarter.issues.queries.listing import IssueFilter, find_quarter_slug
from quarter.topics.queries import get_topic, strip_for
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.locale import today
from quarter.web.permits import allow, can, current_actor
from quarter.web.photos import MEGABYTES
from quarter.web.rendering import flash_done, page, redirect_back_or, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.security import takes_files
from quarter.web.session import get_session


@blueprint.get("/<int:action_id>")
@allow(Permission.SEE, load=get_readable)
@repeatable
def show(action: Action) -> Response:
    return _show(action, ReportForm(state=action.state))


@blueprint.post("/<int:action_id>/progress")
@allow(Permission.REPORT, load=get_readable)
@takes_files(megabytes=MEGABYTES)
def report(action: Action) -> Response:
    form = ReportForm()

    def deed() -> Response:
        service.report_progress(
            get_session(), current_actor(), action, text=tidy(form.text.data), lang=form.lang.data,
            state=form.state.data, photo=form.taken, now=clock.now(), today=today(),
        )  # fmt: skip
        done = form.state.data is ActionState.DONE
        flash_done(_("Thank you. It is noted as done.") if done else _("Thank you. Your report is noted."))
        return redirect_back_or("actions.show", action_id=action.id)

    return carry_out(form, deed, show=lambda: _show(action, form))


@blueprint.post("/<int:action_id>/confirm")
@allow(Permission.CONFIRM, load=get_readable)
def confirm(action: Action) -> Response:
    is_done = request.form.get("says") == "done"
    service.confirm(get_session(), current_actor(), action, is_done=is_done, now=clock.now())
    flash_done(_("Thank you. Everybody can see here what those say who raised it."))
    return redirect_to("actions.show", action_id=action.id)


def _show(action: Action, form: ReportForm) -> Response:
    session, reader, has_point = get_session(), current_actor(), action.latitude is not None
    updates = list_updates(session, action)
    before, after = before_and_now(updates)
    return page(
        "actions/show.html",
        action=action,
        details=get_details(session, action),
        updates=updates,
        before=before,
        after=after,
        topic=get_topic(session, action.topic_id) if action.topic_id else None,
        decision=get_subject(session, "decision", action.decision_id, reader) if action.decision_id else None,
        source=get_source(session, action, reader=reader),
        item=get_subject(session, "agenda_item", action.agenda_item_id, reader) if action.agenda_item_id else None,
        quarter_slug=find_quarter_slug(session, IssueFilter(group=action.group_id)) if has_point else None,
        strip=strip_for(session, "action", action, reader=reader),
        opinions=get_opinions(session, action, reader.person_id),
        may_confirm=can(Permission.CONFIRM, action) and raised_it(session, action, reader.person_id),
        form=form,
    )
