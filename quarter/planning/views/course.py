"""The course of a plan: said anew, ended without a variant, and gone on with."""

from flask import Response

from quarter.foundation import clock
from quarter.planning import queries
from quarter.planning.forms.plans import ClosingForm, plan_change_form
from quarter.planning.models import Plan
from quarter.planning.policy import Permission
from quarter.planning.service.plans import close_plan, describe_plan, reopen_plan
from quarter.planning.views.blueprint import blueprint
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:plan_id>/edit", methods=["GET", "POST"])
@allow(Permission.DESCRIBE, load=queries.get_plan)
def describe(plan: Plan) -> Response:
    form = plan_change_form(plan)

    def deed() -> Response:
        describe_plan(get_session(), current_actor(), plan, **form.words(), expected=form.version.seen, now=clock.now())
        flash_done(_("Saved. Everyone sees it like this now."))
        return redirect_to("planning.show", plan_id=plan.id)

    def show() -> Response:
        is_rated = queries.has_ratings(get_session(), plan.id)
        return page("planning/describe.html", plan=plan, form=form, is_rated=is_rated)

    return carry_out(form, deed, show, changes=plan)


@blueprint.route("/<int:plan_id>/close", methods=["GET", "POST"])
@allow(Permission.CLOSE, load=queries.get_plan)
def close(plan: Plan) -> Response:
    form = ClosingForm()

    def deed() -> Response:
        reason, lang = tidy(form.reason.data), form.lang.data
        close_plan(get_session(), current_actor(), plan, reason=reason, lang=lang, now=clock.now())
        flash_done(_("The planning has ended. Your reason stands on the plan and in its thread."))
        return redirect_to("planning.show", plan_id=plan.id)

    return carry_out(form, deed, show=lambda: page("planning/close.html", plan=plan, form=form))


@blueprint.post("/<int:plan_id>/reopen")
@allow(Permission.CLOSE, load=queries.get_plan)
def reopen(plan: Plan) -> Response:
    reopen_plan(get_session(), current_actor(), plan, now=clock.now())
    flash_done(_("The planning goes on: everyone can draw and comment again."))
    return redirect_to("planning.show", plan_id=plan.id)
