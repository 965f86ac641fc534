"""The page of one thing in a variant, with what people say about it."""

from flask import Response, request
from flask_babel import gettext as _

from quarter.accounts import entrance
from quarter.accounts.entrance import Arrival
from quarter.foundation import clock
from quarter.issues.forms import CommentForm
from quarter.planning import queries
from quarter.planning.policy import Permission
from quarter.planning.queries import ElementSheet
from quarter.planning.service import talking
from quarter.planning.views.blueprint import blueprint, draw_around
from quarter.planning.views.elements import ELEMENT
from quarter.web.forms import carry_out, tidy
from quarter.web.permits import allow, current_actor, require
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get(ELEMENT)
@allow(Permission.SEE, load=queries.get_element_sheet)
@repeatable
def show_element(sheet: ElementSheet) -> Response:
    return _show(sheet, CommentForm(formdata=None))


@blueprint.route(f"{ELEMENT}/comments", methods=["GET", "POST"])
@allow(Permission.COMMENT, load=queries.get_element_sheet)
def comment(sheet: ElementSheet) -> Response:
    """GET leads people who have just signed in to the form."""
    if request.method == "GET":
        return _to_element(sheet, "comments")
    form = CommentForm()

    def deed() -> Response:
        text, lang = tidy(form.text.data), form.lang.data
        talking.comment(get_session(), current_actor(), sheet, text=text, lang=lang, now=clock.now())
        flash_done(_("Your comment is here for everyone to read."))
        return _to_element(sheet, "comments")

    return carry_out(form, deed, show=lambda: _show(sheet, form))


@blueprint.route(f"{ELEMENT}/support", methods=["GET", "POST"])
@allow(Permission.SEE, load=queries.get_element_sheet)
def support(sheet: ElementSheet) -> Response:
    """A visitor is asked here who they are, and has supported it with the press that answers."""
    to = request.form.get("to")
    if not current_actor().is_signed_in and (request.method == "GET" or to):
        return _support_at_the_door(sheet, entrance.at_the_door(to))
    if request.method == "POST":
        require(Permission.SUPPORT, sheet)
        talking.support(get_session(), current_actor(), sheet, now=clock.now())
    return _to_element(sheet, "support")


def _support_at_the_door(sheet: ElementSheet, arrival: Arrival) -> Response:
    if arrival.person is None:
        return page("planning/support.html", sheet=sheet, arrival=arrival, status=arrival.status)
    entrance.begin(arrival.person)
    talking.support(get_session(), current_actor(), sheet, now=clock.now())
    flash_done(_("Thank you, your support counts."))
    return _to_element(sheet)


@blueprint.post(f"{ELEMENT}/support/withdraw")
@allow(Permission.SUPPORT, load=queries.get_element_sheet)
def withdraw_support(sheet: ElementSheet) -> Response:
    talking.withdraw_support(get_session(), current_actor(), sheet, now=clock.now())
    return _to_element(sheet, "support")


def _show(sheet: ElementSheet, form: CommentForm) -> Response:
    session, element = get_session(), sheet.element
    return page(
        "planning/element.html",
        sheet=sheet,
        element=element,
        comments=queries.list_comments(session, element.id, request.args.get("after")),
        action_id=queries.list_actions_of(session, sheet.variant, reader=current_actor()).get(element.id),
        has_supported=queries.has_supported(session, element.id, current_actor().person_id),
        form=form,
        **draw_around(sheet),
    )


def _to_element(sheet: ElementSheet, anchor: str | None = None) -> Response:
    return redirect_to(
        "planning.show_element",
        plan_id=sheet.plan.id, variant_id=sheet.variant.id, element_id=sheet.element.id, _anchor=anchor,
    )  # fmt: skip
