"""The course of a plan: said anew, ended without a variant, and gone on with."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.foundation.db import LostUpdate
from quarter.foundation.refusals import Refusal
from quarter.planning import queries
from quarter.planning.forms.plans import ClosingForm, PlanChangeForm, plan_change_form
from quarter.planning.models import Plan
from quarter.planning.policy import Permission
from quarter.planning.service.plans import close_plan, describe_plan, reopen_plan
from quarter.planning.views.blueprint import blueprint
from quarter.web.forms import tidy
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:plan_id>/edit", methods=["GET", "POST"])
@allow(Permission.DESCRIBE, load=queries.get_plan)
def describe(plan: Plan) -> Response:
    form = plan_change_form(plan)
    if not form.is_sent_and_valid():
        return _form_page(plan, form, status=422 if form.is_submitted() else 200)
    try:
        describe_plan(
            get_session(), current_actor(), plan, **form.words(), expected=form.version.data or 0, now=clock.now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _form_page(plan, form, status=409)
    except LostUpdate:
        form.version.go_on_from(plan.version)
        return _form_page(plan, form, theirs=plan, status=409)
    flash_done(_("Saved. Everyone sees it like this now."))
    return redirect_to("planning.show", plan_id=plan.id)


def _form_page(plan: Plan, form: PlanChangeForm, *, theirs: Any = None, status: int) -> Response:
    is_rated = queries.has_ratings(get_session(), plan.id)
    return page("planning/describe.html", plan=plan, form=form, is_rated=is_rated, theirs=theirs, status=status)


@blueprint.route("/<int:plan_id>/close", methods=["GET", "POST"])
@allow(Permission.CLOSE, load=queries.get_plan)
def close(plan: Plan) -> Response:
    form = ClosingForm()
    if not form.is_sent_and_valid():
        return page("planning/close.html", plan=plan, form=form, status=422 if form.is_submitted() else 200)
    reason, lang = tidy(form.reason.data), form.lang.data
    try:
        close_plan(get_session(), current_actor(), plan, reason=reason, lang=lang, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return page("planning/close.html", plan=plan, form=form, status=409)
    flash_done(_("The planning has ended. Your reason stands on the plan and in its thread."))
    return redirect_to("planning.show", plan_id=plan.id)


@blueprint.post("/<int:plan_id>/reopen")
@allow(Permission.CLOSE, load=queries.get_plan)
def reopen(plan: Plan) -> Response:
    reopen_plan(get_session(), current_actor(), plan, now=clock.now())
    flash_done(_("The planning goes on: everyone can draw and comment again."))
    return redirect_to("planning.show", plan_id=plan.id)
