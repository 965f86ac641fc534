"""Files: a variant as PDF and as GeoJSON, out and in."""

from flask import Response, jsonify

from quarter.foundation import clock
from quarter.planning import queries
from quarter.planning.drawing import base_of
from quarter.planning.forms.elements import ImportForm
from quarter.planning.geojson import write_elements
from quarter.planning.pdf import render
from quarter.planning.policy import Permission
from quarter.planning.queries import VariantOfPlan
from quarter.planning.service.elements import import_elements
from quarter.planning.views.blueprint import blueprint
from quarter.web.files import as_file, storage
from quarter.web.forms import carry_out
from quarter.web.locale import get_masthead, ngettext, page_words
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.security import takes_files
from quarter.web.session import get_session


@blueprint.get("/<int:plan_id>/variants/<int:variant_id>.geojson")
@allow(Permission.SEE, load=queries.get_variant_of_plan)
def geojson(of: VariantOfPlan) -> Response:
    variant_id = of.variant.id
    answer = jsonify(write_elements(queries.list_elements(get_session(), [variant_id])[variant_id]))
    answer.content_type = "application/geo+json"
    return answer


@blueprint.get("/<int:plan_id>/variants/<int:variant_id>.pdf")
@allow(Permission.SEE, load=queries.get_variant_of_plan)
def pdf(of: VariantOfPlan) -> Response:
    session, plan, variant_id = get_session(), of.plan, of.variant.id
    content = render(
        of,
        queries.list_elements(session, [variant_id])[variant_id],
        base_of(plan, queries.get_boundary(session, plan)),
        page_words(),
        author=queries.get_author(session, of.variant),
        issuer=get_masthead().municipality,
        read=storage().get,
    )
    return as_file(content, f"plan-{plan.id}-variant-{variant_id}.pdf", "application/pdf")


@blueprint.route("/<int:plan_id>/variants/<int:variant_id>/import", methods=["GET", "POST"])
@allow(Permission.CHANGE, load=queries.get_variant_of_plan)
@takes_files(megabytes=12)
def import_geojson(of: VariantOfPlan) -> Response:
    form = ImportForm()

    def deed() -> Response:
        added = import_elements(get_session(), current_actor(), of, form.sketches, now=clock.now())
        flash_done(ngettext("%(num)d thing was added.", "%(num)d things were added.", len(added)))
        return redirect_to("planning.show_one", plan_id=of.plan.id, variant_id=of.variant.id)

    return carry_out(form, deed, show=lambda: page("planning/import.html", form=form, of=of))
