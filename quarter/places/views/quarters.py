"""Quarters with their outline."""

import json

from flask import Response, jsonify

from quarter.places import queries
from quarter.places.boundary import outline
from quarter.places.models import Quarter
from quarter.places.policy import Permission
from quarter.places.views.blueprint import blueprint
from quarter.web.permits import allow
from quarter.web.rendering import page
from quarter.web.repeats import repeatable


@blueprint.get("/quarters/<slug>")
@allow(Permission.SEE, load=queries.get_quarter)
@repeatable
def show_quarter(quarter: Quarter) -> Response:
    drawing = outline(json.loads(quarter.boundary)) if quarter.boundary else None
    return page("places/quarter.html", quarter=quarter, drawing=drawing)


@blueprint.get("/quarters/<slug>/boundary.geojson")
@allow(Permission.SEE, load=queries.get_quarter)
def show_boundary(quarter: Quarter) -> Response:
    geometry = json.loads(quarter.boundary) if quarter.boundary else None
    answer = jsonify({"type": "Feature", "properties": {"name": quarter.name}, "geometry": geometry})
    answer.content_type = "application/geo+json"
    return answer
