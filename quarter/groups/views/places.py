"""Quarters with their outline, and a group with who sits in it, its rules and the way to a seat."""

import json

from flask import Response, jsonify

from quarter.foundation.actors import Role
from quarter.groups import queries
from quarter.groups.boundary import outline
from quarter.groups.domain import find_quorum, initials_of
from quarter.groups.models import Group, Quarter
from quarter.groups.policy import Permission
from quarter.groups.views.blueprint import blueprint
from quarter.web.locale import today
from quarter.web.permits import allow, can, current_actor
from quarter.web.rendering import page
from quarter.web.session import get_session

blueprint.add_app_template_filter(initials_of, "initials")


@blueprint.get("/quarters/<slug>")
@allow(Permission.SEE, load=queries.get_quarter)
def show_quarter(quarter: Quarter) -> Response:
    drawing = outline(json.loads(quarter.boundary)) if quarter.boundary else None
    groups = queries.list_groups(get_session(), quarter.id)
    return page("groups/quarter.html", quarter=quarter, drawing=drawing, groups=groups)


@blueprint.get("/quarters/<slug>/boundary.geojson")
@allow(Permission.SEE, load=queries.get_quarter)
def boundary(quarter: Quarter) -> Response:
    geometry = json.loads(quarter.boundary) if quarter.boundary else None
    answer = jsonify({"type": "Feature", "properties": {"name": quarter.name}, "geometry": geometry})
    answer.content_type = "application/geo+json"
    return answer


@blueprint.get("/groups/<slug>")
@allow(Permission.SEE, load=queries.get_group_by_slug)
def show(group: Group) -> Response:
    session, actor = get_session(), current_actor()
    seats = queries.list_seats(session, group.id, today())
    charter = queries.get_charter(session, group.id)
    benches = [bench.key for bench in queries.list_benches(session, group.id)]
    by_bench = {key: [seat for seat in seats if seat.bench is key] for key in benches}
    voting = {key: sum(seat.role is Role.MEMBER for seat in sitting) for key, sitting in by_bench.items()}
    return page(
        "groups/show.html",
        group=group,
        quarter=session.get_one(Quarter, group.quarter_id),
        by_bench=by_bench,
        others=[seat for seat in seats if seat.bench is None],
        charter=charter,
        quorum=find_quorum(charter.quorum, voting, {}),
        asked=queries.list_open_requests(session, group.id) if can(Permission.GIVE_SEATS, group) else (),
        own_request=(
            queries.get_last_request(session, group.id, actor.person_id)
            if can(Permission.ASK_FOR_SEAT, group)
            else None
        ),
    )
