"""One thing in a variant: adding, changing, moving, taking out; and taking over into the group's variant."""

from flask import Response, request
from sqlmodel import Session

from quarter.foundation import clock
from quarter.foundation.multilingual import isolated
from quarter.planning import queries
from quarter.planning.forms.elements import ElementForm, element_form
from quarter.planning.policy import Permission
from quarter.planning.queries import ElementOfVariant, VariantOfPlan
from quarter.planning.service.elements import add_element, change_element, remove_element
from quarter.planning.service.merging import merge_element
from quarter.planning.views.blueprint import blueprint, draw_around
from quarter.web.forms import carry_out
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.photos import MEGABYTES
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.security import takes_files
from quarter.web.session import get_session

ELEMENT = "/<int:plan_id>/variants/<int:variant_id>/elements/<int:element_id>"


def find_element(session: Session, plan_id: int, variant_id: int, element_id: int) -> ElementOfVariant | None:
    """The loader of every address under `ELEMENT`."""
    return queries.get_element_of_variant(session, plan_id, variant_id, element_id, reader=current_actor())


@blueprint.route("/<int:plan_id>/variants/<int:variant_id>/elements/new", methods=["GET", "POST"])
@allow(Permission.CHANGE, load=queries.get_variant_of_plan)
@takes_files(megabytes=MEGABYTES)
def add(of: VariantOfPlan) -> Response:
    form = element_form(of.plan)

    def deed() -> Response:
        element = add_element(get_session(), current_actor(), of, form.sketch(), now=clock.now())
        flash_done(_("“%(title)s” stands in the variant now, for everyone to see.", title=isolated(element.title)))
        return _to_variant(of)

    return carry_out(form, deed, show=lambda: _form_page(of, form))


@blueprint.route(f"{ELEMENT}/edit", methods=["GET", "POST"])
@allow(Permission.CHANGE, load=find_element)
@takes_files(megabytes=MEGABYTES)
def change(of: ElementOfVariant) -> Response:
    form = element_form(of.plan, of.element)

    def deed() -> Response:
        change_element(get_session(), current_actor(), of, form.sketch(), expected=form.version.seen, now=clock.now())
        flash_done(_("Saved. Everyone sees it like this now."))
        return _to_variant(of)

    return carry_out(form, deed, show=lambda: _form_page(of, form), changes=of.element)


@blueprint.route(f"{ELEMENT}/remove", methods=["GET", "POST"])
@allow(Permission.CHANGE, load=find_element)
def remove(of: ElementOfVariant) -> Response:
    if request.method == "GET":
        return page("planning/remove.html", of=of)
    remove_element(get_session(), current_actor(), of, expected=_seen_version(), now=clock.now())
    flash_done(_("It is taken out of the variant."))
    return _to_variant(of)


@blueprint.post(f"{ELEMENT}/merge")
@allow(Permission.MERGE, load=find_element)
def merge(of: ElementOfVariant) -> Response:
    merge_element(get_session(), current_actor(), of, expected=_seen_version(), now=clock.now())
    flash_done(_("The group's variant has it now, too. Who thought of it stands beside it."))
    return _to_variant(of)


def _seen_version() -> int:
    return request.form.get("version", type=int) or 0


def _form_page(of: VariantOfPlan, form: ElementForm) -> Response:
    return page("planning/element_form.html", form=form, of=of, **draw_around(of))


def _to_variant(of: VariantOfPlan) -> Response:
    return redirect_to("planning.show_one", plan_id=of.plan.id, variant_id=of.variant.id)
