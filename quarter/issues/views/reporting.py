"""Reporting an issue."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from sqlmodel import Session

from quarter.foundation import clock
from quarter.groups.models import Group
from quarter.groups.queries import default_group, get_group
from quarter.issues import queries, service
from quarter.issues.forms import IssueForm
from quarter.issues.policy import Permission
from quarter.issues.queries import IssueFilter
from quarter.issues.views.blueprint import blueprint
from quarter.web.forms import tidy
from quarter.web.locale import day, today
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


def _group_to_report_to(session: Session) -> Group | None:
    """The group that the address names, else the one of the first quarter."""
    if "group" not in request.args:
        return default_group(session)
    wanted = request.args.get("group", type=int)
    return None if wanted is None else get_group(session, wanted)


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.POST, load=_group_to_report_to)
def report(group: Group) -> Response:
    form = IssueForm()
    if not form.is_sent_and_valid():
        quarter_slug = queries.find_quarter_slug(get_session(), IssueFilter(group=group.id))
        status = 422 if form.is_submitted() else 200
        return page("issues/form.html", form=form, group=group, quarter_slug=quarter_slug, status=status)
    issue = service.post_issue(get_session(), current_actor(), group, **_reported(form), today=today(), now=clock.now())
    flash_done(
        _(
            "Thank you, your issue is here for everyone to see. The moderator asks the body in charge, "
            "and you get an answer by %(day)s at the latest.",
            day=day(issue.answer_due_on),
        )
    )
    return redirect_to("issues.show", issue_id=issue.id)


def _reported(form: IssueForm) -> dict[str, Any]:
    return {
        "title": tidy(form.title.data),
        "text": tidy(form.text.data),
        "lang": form.lang.data,
        "category": form.category.data,
        "place": tidy(form.place.data),
        "latitude": form.latitude.data,
        "longitude": form.longitude.data,
    }
