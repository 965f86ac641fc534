"""One variant: its things as a list and as a drawing; branching, rewording, withdrawing and adopting it; taking
several things over into the group's."""

from flask import Response, abort, request

from quarter.foundation import clock
from quarter.foundation.multilingual import isolated
from quarter.groups.queries import list_benches
from quarter.planning import queries
from quarter.planning.drawing import base_of
from quarter.planning.forms.variants import VariantForm, rated_points, rating_form
from quarter.planning.models import Element
from quarter.planning.policy import Permission
from quarter.planning.queries import VariantOfPlan
from quarter.planning.service import talking
from quarter.planning.service.merging import merge_elements
from quarter.planning.service.plans import adopt_variant
from quarter.planning.service.variants import branch_variant, reword_variant, withdraw_variant
from quarter.planning.views.blueprint import blueprint, show_variant, variant_name
from quarter.topics.queries import strip_for
from quarter.web import limits
from quarter.web.filters import read_id
from quarter.web.forms import Form, carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.locale import ngettext
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get("/<int:plan_id>/variants/<int:variant_id>")
@allow(Permission.SEE, load=queries.get_variant_of_plan)
@repeatable
def show_one(of: VariantOfPlan) -> Response:
    return _show(of, _rating_form(of))


@blueprint.route("/<int:plan_id>/variants/<int:variant_id>/branch", methods=["GET", "POST"])
@allow(Permission.BRANCH, load=queries.get_variant_of_plan)
def branch(of: VariantOfPlan) -> Response:
    form = VariantForm()

    def deed() -> Response:
        limits.count(limits.Deed.VARIANT)
        variant = branch_variant(
            get_session(), current_actor(), of,
            title=tidy(form.title.data), text=tidy(form.text.data), lang=form.lang.data, now=clock.now(),
        )  # fmt: skip
        done = _("This is your variant. Add what is missing, move things, or take them out; all can see it at once.")
        flash_done(done)
        return redirect_to("planning.show_one", plan_id=of.plan.id, variant_id=variant.id)

    return carry_out(form, deed, show=lambda: page("planning/branch.html", form=form, of=of))


@blueprint.route("/<int:plan_id>/variants/<int:variant_id>/edit", methods=["GET", "POST"])
@allow(Permission.REWORD, load=queries.get_variant_of_plan)
def reword(of: VariantOfPlan) -> Response:
    form = VariantForm(obj=of.variant)

    def deed() -> Response:
        reword_variant(
            get_session(), current_actor(), of, title=tidy(form.title.data), text=tidy(form.text.data),
            lang=form.lang.data, expected=form.version.seen, now=clock.now(),
        )  # fmt: skip
        flash_done(_("Saved. Everyone sees it like this now."))
        return redirect_to("planning.show_one", plan_id=of.plan.id, variant_id=of.variant.id)

    def show() -> Response:
        return page("planning/reword.html", form=form, of=of)

    return carry_out(form, deed, show, changes=of.variant)


@blueprint.post("/<int:plan_id>/variants/<int:variant_id>/merge")
@allow(Permission.MERGE, load=queries.get_variant_of_plan)
def merge_several(of: VariantOfPlan) -> Response:
    chosen = _chosen_things()
    if not chosen:
        return _show(of, _rating_form(of), nothing_chosen=True, status=422)
    merged = merge_elements(get_session(), current_actor(), of, chosen, now=clock.now())
    if merged.taken:
        flash_done(ngettext("%(num)d thing was taken over into the group's variant.",
                            "%(num)d things were taken over into the group's variant.",
                            len(merged.taken)))  # fmt: skip
    if merged.there:
        flash_done(_("Left out, as the group's variant has it already: %(things)s.", things=_named(merged.there)))
    if merged.changed:
        flash_done(_("Left out, as it was changed or taken out meanwhile; please look at it again: %(things)s.",
                     things=_named(merged.changed)))  # fmt: skip
    return redirect_to("planning.show_one", plan_id=of.plan.id, variant_id=of.variant.id)


def _chosen_things() -> dict[int, int]:
    """The version that was seen of each thing, by its id; the page says `id.version` for each."""
    pairs = [value.split(".") for value in request.form.getlist("things")]
    if not all(len(pair) == 2 for pair in pairs):
        abort(400)
    return {read_id(element_id): read_id(version) for element_id, version in pairs}


def _named(elements: list[Element]) -> str:
    return ", ".join(isolated(element.title) for element in elements)


@blueprint.route("/<int:plan_id>/variants/<int:variant_id>/rating", methods=["GET", "POST"])
@allow(Permission.RATE, load=queries.get_variant_of_plan)
def rate(of: VariantOfPlan) -> Response:
    """GET leads people who have just signed in to the form."""
    if request.method == "GET":
        return _to_rating(of)
    form = _rating_form(of)

    def deed() -> Response:
        talking.rate(get_session(), current_actor(), of, rated_points(form), now=clock.now())
        flash_done(_("Your rating is noted. Your bench's mean stands below."))
        return _to_rating(of)

    return carry_out(form, deed, show=lambda: _show(of, form))


def _to_rating(of: VariantOfPlan) -> Response:
    return redirect_to("planning.show_one", plan_id=of.plan.id, variant_id=of.variant.id, _anchor="rating")


@blueprint.route("/<int:plan_id>/variants/<int:variant_id>/withdraw", methods=["GET", "POST"])
@allow(Permission.WITHDRAW, load=queries.get_variant_of_plan)
def withdraw(of: VariantOfPlan) -> Response:
    if request.method == "GET":
        return page("planning/withdraw.html", of=of)
    expected = request.form.get("version", type=int) or 0
    withdraw_variant(get_session(), current_actor(), of, expected=expected, now=clock.now())
    flash_done(_("The variant is withdrawn. It is no longer listed."))
    return redirect_to("planning.show", plan_id=of.plan.id)


@blueprint.route("/<int:plan_id>/variants/<int:variant_id>/adopt", methods=["GET", "POST"])
@allow(Permission.ADOPT, load=queries.get_variant_of_plan)
def adopt(of: VariantOfPlan) -> Response:
    if request.method == "GET":
        return page("planning/adopt.html", of=of)
    adopt_variant(get_session(), current_actor(), of, now=clock.now())
    flash_done(_("The planning is finished. The group goes on with: %(variant)s.", variant=variant_name(of.variant)))
    return redirect_to("planning.show", plan_id=of.plan.id)


def _rating_form(of: VariantOfPlan) -> Form:
    seat_id = queries.rating_seat(current_actor(), of.group_id)
    return rating_form(of.plan.criteria, queries.own_rating(get_session(), of.variant.id, seat_id))


def _show(of: VariantOfPlan, form: Form, *, nothing_chosen: bool = False, status: int = 200) -> Response:
    session, plan, variant = get_session(), of.plan, of.variant
    groups = queries.get_groups_variant(session, plan.id)
    elements = queries.list_elements(session, {groups.id, variant.id})
    base = base_of(plan, queries.get_boundary(session, plan))
    return page(
        "planning/variant.html",
        of=of,
        plan=plan,
        base=base,
        shown=show_variant(variant, elements[variant.id], base, elements[groups.id]),
        author=queries.get_author(session, variant),
        ratings=queries.rate_by_bench(session, [variant.id])[variant.id],
        benches=[bench.key for bench in list_benches(session, plan.group_id)],
        form=form,
        nothing_chosen=nothing_chosen,
        adopted_by=queries.get_adopting_decision(session, plan, reader=current_actor()),
        actions=queries.list_actions_of(session, variant, reader=current_actor()),
        strip=strip_for(session, "plan", plan, reader=current_actor()),
        status=status,
    )
