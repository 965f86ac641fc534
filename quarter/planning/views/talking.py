"""The page of one thing in a variant, with what people say about it."""

from flask import Response

from quarter.foundation.multilingual import N_
from quarter.planning import queries
from quarter.planning.models import Element
from quarter.planning.policy import Permission
from quarter.planning.queries import ElementSheet
from quarter.planning.service import talking
from quarter.planning.views.blueprint import blueprint, draw_around
from quarter.planning.views.elements import ELEMENT, find_element
from quarter.voices import taking_part
from quarter.voices.forms import CommentForm
from quarter.voices.taking_part import Voiced
from quarter.web.permits import allow, current_actor
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get(ELEMENT)
@allow(Permission.SEE, load=find_element)
@repeatable
def show_element(sheet: ElementSheet) -> Response:
    return _show(sheet)


@blueprint.route(f"{ELEMENT}/comments", methods=["GET", "POST"])
@allow(Permission.COMMENT, load=find_element)
def comment(sheet: ElementSheet) -> Response:
    return taking_part.comment(_voiced(sheet), talking.comment, show=lambda form: _show(sheet, form))


@blueprint.route(f"{ELEMENT}/support", methods=["GET", "POST"])
@allow(Permission.SEE, load=find_element)
def support(sheet: ElementSheet) -> Response:
    return taking_part.support(_voiced(sheet), talking.support)


@blueprint.post(f"{ELEMENT}/support/withdraw")
@allow(Permission.SUPPORT, load=find_element)
def withdraw_support(sheet: ElementSheet) -> Response:
    return taking_part.withdraw_support(_voiced(sheet), talking.withdraw_support)


def _voiced(sheet: ElementSheet) -> Voiced:
    element = sheet.element
    return Voiced(
        thing=element, kind=Element.subject_kind, subject=sheet, permissions=Permission,
        endpoint="planning.show_element",
        address={"plan_id": sheet.plan.id, "variant_id": sheet.variant.id, "element_id": element.id},
        is_open=sheet.is_open and element.removed_at is None, is_swapped=False,
        support_word=N_("Support this idea"), back_word=N_("Back to the idea"),
        before_support=(Permission.CHANGE, Permission.MERGE),
    )  # fmt: skip


def _show(sheet: ElementSheet, form: CommentForm | None = None) -> Response:
    actions = queries.list_actions_of(get_session(), sheet.variant, reader=current_actor())
    return taking_part.show(
        "planning/element.html",
        _voiced(sheet),
        form,
        sheet=sheet,
        element=sheet.element,
        action_id=actions.get(sheet.element.id),
        **draw_around(sheet),
    )
