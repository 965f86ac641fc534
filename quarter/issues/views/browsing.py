"""The list of issues, and the same as points on a map."""

from typing import Any

from flask import Response, jsonify, request, url_for

from quarter.foundation.multilingual import label
from quarter.issues.domain import Category, IssueState
from quarter.issues.policy import Permission
from quarter.issues.queries.listing import (
    MOST_COUNTED,
    IssueFilter,
    IssuePoint,
    count_issues,
    find_quarter_slug,
    list_issues,
    list_points,
    search_alike,
)
from quarter.issues.views.blueprint import blueprint
from quarter.web.filters import chosen_filters, search_words
from quarter.web.locale import get_masthead
from quarter.web.locale import gettext as _
from quarter.web.permits import SignInFirst, allow, current_actor
from quarter.web.rendering import page
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get("")
@allow(Permission.SEE)
@repeatable
def index() -> Response:
    chosen, session, after = _chosen(), get_session(), request.args.get("after")
    issues = list_issues(session, chosen, after)
    if chosen.q and not issues.rows:
        chosen = search_alike(session, chosen)
        issues = list_issues(session, chosen, after) if chosen.alike else issues
    return page(
        "issues/index.html",
        issues=issues,
        found=count_issues(session, chosen) if chosen.is_narrowed else None,
        most_counted=MOST_COUNTED,
        chosen=chosen,
        categories=Category,
        states=IssueState,
        quarter_slug=_quarter_slug(chosen),
    )


@blueprint.get("/points.geojson")
@allow(Permission.SEE)
def points() -> Response:
    features = [_feature(row) for row in list_points(get_session(), _chosen())]
    response = jsonify({"type": "FeatureCollection", "features": features})
    response.content_type = "application/geo+json"
    return response


def _quarter_slug(chosen: IssueFilter) -> str | None:
    """Whose outline the map draws: the chosen quarter's, else that of the place, which is known already."""
    if chosen.quarter is None and chosen.group is None:
        return get_masthead().quarter_slug
    return find_quarter_slug(get_session(), chosen)


def _chosen() -> IssueFilter:
    filters = chosen_filters(
        quarter=int, group=int, category=Category, state=IssueState, q=search_words, mine=_reader
    )  # fmt: skip
    return IssueFilter(**filters)


def _reader(given: str) -> int | None:
    """`mine=1`: whoever reads. Nobody can ask for somebody else's reports."""
    if given != "1":
        raise ValueError
    if not current_actor().is_signed_in:
        raise SignInFirst
    return current_actor().person_id


def _feature(row: IssuePoint) -> dict[str, Any]:
    """An issue as a point of GeoJSON: longitude first."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
        "properties": {
            "title": row.title,
            "lang": row.lang,
            "state": _(label(row.state)),
            "url": url_for("issues.show", issue_id=row.id),
        },
    }
