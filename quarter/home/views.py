"""Now, and About the group."""

from flask import Blueprint, Response

from quarter.decisions.queries.register import list_open
from quarter.groups.queries import list_groups
from quarter.home import queries
from quarter.home.policy import Permission
from quarter.meetings.queries.meetings import next_meeting
from quarter.places.queries import list_quarters
from quarter.web.locale import get_masthead, today
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@allow(Permission.SEE)
@repeatable
def now() -> Response:
    """What is going on in the group that this installation opens with."""
    session, group = get_session(), get_masthead().group_id
    if group is None:
        return page("home/empty.html")
    return page(
        "home/now.html",
        meeting=next_meeting(session, group),
        votes=list_open(session, group=group, reader=current_actor()),
        plans=queries.list_open_plans(session, group, today()),
        done=queries.list_done_lately(session, group),
        issues=queries.list_new_issues(session, group),
        decided=queries.list_decided_lately(session, group),
    )


@blueprint.get("/about")
@allow(Permission.SEE)
@repeatable
def about() -> Response:
    """The group, where there is one; else all groups and quarters of the town."""
    groups = list_groups(get_session())
    if len(groups) == 1:
        return redirect_to("groups.show", slug=groups[0].slug)
    return page("home/about.html", groups=groups, quarters=list_quarters(get_session()))
