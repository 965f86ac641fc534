"""The list of what was promised, and the same as points on a map."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Response, jsonify, request, url_for

from quarter.actions.domain import ActionStatus, Span, span_of, status_of
from quarter.actions.policy import Permission
from quarter.actions.queries.listing import (
    ActionFilter,
    ActionLine,
    ActionPoint,
    count_by_organisation,
    list_actions,
    list_points,
)
from quarter.actions.views.blueprint import blueprint
from quarter.foundation.multilingual import label
from quarter.groups.queries import list_groups
from quarter.issues.queries.listing import IssueFilter, find_quarter_slug
from quarter.web.filters import chosen_filters
from quarter.web.locale import get_masthead, today
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, can, current_actor
from quarter.web.rendering import page
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get("")
@allow(Permission.SEE)
@repeatable
def index() -> Response:
    return _list()


@blueprint.get("/map")
@allow(Permission.SEE)
def map_of_actions() -> Response:
    """The same list, with a map above it where one can be drawn."""
    chosen = _chosen()
    return _list(quarter_slug=_quarter_slug(chosen), points=url_for("actions.points", **chosen.given()))


@blueprint.get("/points.geojson")
@allow(Permission.SEE)
def points() -> Response:
    rows = list_points(get_session(), today(), _chosen(), reader=current_actor())
    features = [_feature(row) for row in reversed(rows)]  # what is drawn last lies on top: the longest overdue
    response = jsonify({"type": "FeatureCollection", "features": features})
    response.content_type = "application/geo+json"
    return response


def _list(**map_: Any) -> Response:
    chosen, session = _chosen(), get_session()
    actions = list_actions(session, today(), chosen, request.args.get("after"), reader=current_actor())
    return page(
        "actions/index.html",
        actions=actions,
        spans=_by_span(actions.rows, chosen),
        chosen=chosen,
        statuses=ActionStatus,
        owners=count_by_organisation(session, today(), chosen, reader=current_actor()),
        groups=[group for group in list_groups(session) if can(Permission.AGREE, group)],
        **map_,
    )


def _by_span(rows: Sequence[ActionLine], chosen: ActionFilter) -> list[tuple[Span | None, list[ActionLine]]]:
    """The rows of a page under their headings; a list of what is late, or done, needs none."""
    if chosen.state not in (None, ActionStatus.OPEN):
        return [(None, list(rows))]
    return [(span, list(group)) for span, group in groupby(rows, lambda row: span_of(row.due_on, today()))]


def _chosen() -> ActionFilter:
    return ActionFilter(**chosen_filters(quarter=int, group=int, organisation=int, state=ActionStatus))


def _quarter_slug(chosen: ActionFilter) -> str | None:
    """Whose outline the map draws: the chosen quarter's, else that of the place, which is known already."""
    if chosen.quarter is None and chosen.group is None:
        return get_masthead().quarter_slug
    return find_quarter_slug(get_session(), IssueFilter(quarter=chosen.quarter, group=chosen.group))


def _feature(row: ActionPoint) -> dict[str, Any]:
    """An action as a point of GeoJSON: longitude first."""
    status = status_of(row, today())
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
        "properties": {
            "title": row.title,
            "lang": row.lang,
            "state": f"{_(label(status))} · {row.organisation_name}",
            "standing": status.value,
            "url": url_for("actions.show", action_id=row.id),
        },
    }
