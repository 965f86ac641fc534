"""The guided tour. Only a demonstration has it: elsewhere its addresses do not exist."""

from flask import Blueprint, Response, abort, redirect, request
from flask_babel import gettext as _

from quarter.accounts.queries import get_person_by_email
from quarter.accounts.service import sign_in
from quarter.demo.people import PEOPLE
from quarter.demo.policy import Permission
from quarter.demo.tour import STOPS
from quarter.foundation import clock
from quarter.foundation.actors import Actor
from quarter.web.locale import get_place
from quarter.web.permits import allow, let_in
from quarter.web.rendering import flash_done, page
from quarter.web.session import get_session

blueprint = Blueprint("demo", __name__, url_prefix="/tour")


@blueprint.before_request
def only_in_a_demonstration() -> None:
    if not get_place().is_demonstration:
        abort(404)


@blueprint.get("")
@allow(Permission.TOUR)
def show() -> Response:
    return page("demo/tour.html", stops=STOPS, people=PEOPLE)


@blueprint.post("/go")
@allow(Permission.TOUR)
def go() -> Response:
    """Become the person of a stop, without a password, and go there."""
    stop = STOPS[min(request.form.get("stop", 0, type=int), len(STOPS) - 1)]
    if stop.person:
        name = _become(stop.person)
        flash_done(_("You are now %(name)s. The guided tour goes on from the notice at the top.", name=name))
    return redirect(stop.address, code=303)  # type: ignore[return-value]


def _become(who: str) -> str:
    """Sign this browser in as somebody of the demonstration; returns their name."""
    session = get_session()
    person = get_person_by_email(session, PEOPLE[who].address or "")
    if person is None:
        abort(404)
    let_in(sign_in(session, person, device=_("Guided tour"), now=clock.now()), Actor(person.id, person.name))
    return person.name
