"""The guided tour and the style guide. Only a demonstration has them: elsewhere their addresses do not exist."""

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup

from quarter.accounts.queries import get_person_by_email
from quarter.accounts.service import sign_in
from quarter.demo.people import PEOPLE
from quarter.demo.policy import Permission
from quarter.demo.samples import PARTS, samples
from quarter.demo.tour import STOPS
from quarter.foundation import clock
from quarter.foundation.actors import Actor
from quarter.foundation.multilingual import direction
from quarter.web.locale import current_language, get_masthead, spoken, today
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, let_in
from quarter.web.photos import StoredPhoto
from quarter.web.rendering import flash_done, page, see_other
from quarter.web.session import get_session

blueprint = Blueprint("demo", __name__)


@blueprint.before_request
def only_in_a_demonstration() -> None:
    if not get_masthead().is_demonstration:
        abort(404)


@blueprint.get("/tour")
@allow(Permission.TOUR)
def show() -> Response:
    return page("demo/tour.html", stops=STOPS, people=PEOPLE)


@blueprint.post("/tour/go")
@allow(Permission.TOUR)
def go() -> Response:
    """Become the person of a stop, without a password, and go there."""
    number = request.form.get("stop", 0, type=int)
    if number < 0:
        abort(404)
    stop = STOPS[min(number, len(STOPS) - 1)]
    if stop.person:
        name = _become(stop.person)
        flash_done(_("You are now %(name)s. The guided tour goes on from the notice at the top.", name=name))
    return see_other(stop.address)


@blueprint.get("/styleguide")
@allow(Permission.STYLEGUIDE)
def styleguide() -> Response:
    """Every part of the pages, side by side in both directions of writing."""
    own = current_language()
    languages = ("en" if direction(own) == "rtl" else own, "ar")
    sides = [(language, _shown_in(language)) for language in languages]
    return page(
        "demo/styleguide.html", parts=[(part, [(language, shown[part]) for language, shown in sides]) for part in PARTS]
    )


def _shown_in(language: str) -> dict[str, Markup]:
    """All parts in one language."""
    town = get_masthead()
    photo = None
    if town.logo and town.logo_width and town.logo_height:
        photo = StoredPhoto(town.logo, town.logo_width, town.logo_height)
    with spoken(language):
        words = samples(language, clock.now(), today(), photo)
        return {part: Markup(render_template(f"demo/parts/{part}.html", shown_photo=photo, **words)) for part in PARTS}


def _become(who: str) -> str:
    """Sign this browser in as somebody of the demonstration; returns their name."""
    session = get_session()
    person = get_person_by_email(session, PEOPLE[who].address or "")
    if person is None:
        abort(404)
    let_in(sign_in(session, person, device=_("Guided tour"), now=clock.now()), Actor(person.id, person.name))
    return person.name
