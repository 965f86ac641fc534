"""What the law or fairness asks every site to say."""

from flask import Response

from quarter.places.views.blueprint import blueprint
from quarter.web.locale import get_masthead
from quarter.web.permits import public
from quarter.web.rendering import page
from quarter.web.repeats import repeatable


@blueprint.get("/imprint")
@public("The law asks for it on every site.")
@repeatable
def imprint() -> Response:
    return page("places/imprint.html", town=get_masthead())


@blueprint.get("/privacy")
@public("The law asks for it on every site.")
@repeatable
def privacy() -> Response:
    return page("places/privacy.html", town=get_masthead())


@blueprint.get("/accessibility")
@public("The law asks for it on every site.")
@repeatable
def accessibility() -> Response:
    return page("places/accessibility.html", town=get_masthead())


@blueprint.get("/terms")
@public("The law asks for it on every site.")
@repeatable
def terms() -> Response:
    return page("places/terms.html", town=get_masthead())
