"""The page of one thing in a variant, with what people say about it."""

from flask import Response

from quarter.foundation.multilingual import N_
from quarter.planning import queries
from quarter.planning.models import Element
from quarter.planning.policy import Permission
from quarter.planning.queries import ElementOfVariant
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
def show_element(of: ElementOfVariant) -> Response:
    return _show(of)


@blueprint.route(f"{ELEMENT}/comments", methods=["GET", "POST"])
@allow(Permission.COMMENT, load=find_element)
def comment(of: ElementOfVariant) -> Response:
    return taking_part.comment(_voiced(of), talking.comment, show=lambda form: _show(of, form))


@blueprint.route(f"{ELEMENT}/support", methods=["GET", "POST"])
@allow(Permission.SEE, load=find_element)
def support(of: ElementOfVariant) -> Response:
    return taking_part.support(_voiced(of), talking.support)


@blueprint.post(f"{ELEMENT}/support/withdraw")
@allow(Permission.SUPPORT, load=find_element)
def withdraw_support(of: ElementOfVariant) -> Response:
    return taking_part.withdraw_support(_voiced(of), talking.withdraw_support)


def _voiced(of: ElementOfVariant) -> Voiced:
    element = of.element
    return Voiced(
        thing=element, kind=Element.subject_kind, subject=of, permissions=Permission,
        endpoint="planning.show_element",
        address={"plan_id": of.plan.id, "variant_id": of.variant.id, "element_id": element.id},
        is_open=of.is_open and element.removed_at is None, is_swapped=False,
        support_word=N_("Support this idea"), back_word=N_("Back to the idea"),
        before_support=(Permission.CHANGE, Permission.MERGE),
    )  # fmt: skip


def _show(of: ElementOfVariant, form: CommentForm | None = None) -> Response:
    actions = queries.list_actions_of(get_session(), of.variant, reader=current_actor())
    return taking_part.show(
        "planning/element.html",
        _voiced(of),
        form,
        of=of,
        element=of.element,
        action_id=actions.get(of.element.id),
        **draw_around(of),
    )
