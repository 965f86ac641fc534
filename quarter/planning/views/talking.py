"""The page of one thing in a variant, with what people say about it."""

from flask import Response, request
from flask_babel import gettext as _

from quarter.accounts import entrance
from quarter.accounts.entrance import Arrival
from quarter.foundation import clock
from quarter.foundation.refusals import Refusal
from quarter.issues.forms import CommentForm
from quarter.planning import queries
from quarter.planning.policy import Permission
from quarter.planning.queries import Sheet
from quarter.planning.service import talking
from quarter.planning.views.blueprint import blueprint, draw_around
from quarter.planning.views.elements import ELEMENT
from quarter.web.forms import tidy
from quarter.web.permits import allow, current_actor, require
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get(ELEMENT)
@allow(Permission.SEE, load=queries.get_element_sheet)
@repeatable
def show_element(sheet: Sheet) -> Response:
    return _show(sheet, CommentForm(formdata=None))


@blueprint.route(f"{ELEMENT}/comments", methods=["GET", "POST"])
@allow(Permission.COMMENT, load=queries.get_element_sheet)
def comment(sheet: Sheet) -> Response:
    """GET leads people who have just signed in to the form."""
    form = CommentForm()
    if form.is_submitted() and not form.validate():
        return _show(sheet, form, status=422)
    if form.is_submitted():
        text, lang = tidy(form.text.data), form.lang.data
        try:
            talking.comment(get_session(), current_actor(), sheet, text=text, lang=lang, now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
            return _show(sheet, form, status=409)
        flash_done(_("Your comment is here for everyone to read."))
    return _to_element(sheet, "comments")


@blueprint.route(f"{ELEMENT}/support", methods=["GET", "POST"])
@allow(Permission.SEE, load=queries.get_element_sheet)
def support(sheet: Sheet) -> Response:
    """A visitor is asked here who they are, and has supported it with the press that answers."""
    to = request.form.get("to")
    if not current_actor().is_signed_in and (request.method == "GET" or to):
        return _support_at_the_door(sheet, entrance.at_the_door(to))
    if request.method == "POST":
        require(Permission.SUPPORT, sheet)
        talking.support(get_session(), current_actor(), sheet, now=clock.now())
    return _to_element(sheet, "support")


def _support_at_the_door(sheet: Sheet, arrival: Arrival) -> Response:
    if arrival.person is None:
        return page("planning/support.html", sheet=sheet, arrival=arrival, status=arrival.status)
    entrance.begin(arrival.person)
    talking.support(get_session(), current_actor(), sheet, now=clock.now())
    flash_done(_("Thank you, your support counts."))
    return _to_element(sheet)


@blueprint.post(f"{ELEMENT}/support/withdraw")
@allow(Permission.SUPPORT, load=queries.get_element_sheet)
def withdraw_support(sheet: Sheet) -> Response:
    talking.withdraw_support(get_session(), current_actor(), sheet, now=clock.now())
    return _to_element(sheet, "support")


def _show(sheet: Sheet, form: CommentForm, status: int = 200) -> Response:
    session, element = get_session(), sheet.element
    return page(
        "planning/element.html",
        sheet=sheet,
        element=element,
        comments=queries.list_comments(session, element.id, request.args.get("after")),
        action_id=queries.list_actions_of(session, sheet.variant, reader=current_actor()).get(element.id),
        has_supported=queries.has_supported(session, element.id, current_actor().person_id),
        form=form,
        status=status,
        **draw_around(sheet),
    )


def _to_element(sheet: Sheet, anchor: str | None = None) -> Response:
    return redirect_to(
        "planning.show_element",
        plan_id=sheet.plan.id, variant_id=sheet.variant.id, element_id=sheet.element.id, _anchor=anchor,
    )  # fmt: skip
