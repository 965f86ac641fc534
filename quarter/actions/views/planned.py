"""From a decision to a plan: the variant that the group goes on with, and what of it becomes an action."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Response, request
from sqlmodel import Session

from quarter.actions import service
from quarter.actions.domain import ActionRefusal
from quarter.actions.forms import TakeOverForm, take_over_form
from quarter.actions.models import Action
from quarter.actions.policy import Permission
from quarter.actions.queries.sources import list_from_elements, list_variants_to_adopt
from quarter.actions.views.blueprint import blueprint
from quarter.decisions.domain import Outcome
from quarter.decisions.models import Decision
from quarter.decisions.queries.decision import get_readable
from quarter.foundation import clock
from quarter.foundation.refusals import Refusal
from quarter.planning.domain import PlanningRefusal, VariantState
from quarter.planning.models import Variant
from quarter.planning.policy import Permission as Planning
from quarter.planning.queries import ElementLine, VariantOfPlan, get_variant_of_plan, list_elements
from quarter.web.forms import carry_out
from quarter.web.locale import gettext as _
from quarter.web.locale import ngettext, today
from quarter.web.permits import allow, by_argument, current_actor, require
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session

TICK = re.compile(r"element_(\d+)_take")


@dataclass(frozen=True)
class Following:
    """A variant, and the decision that the group goes on with it by; one adopted before may have none."""

    chosen: VariantOfPlan
    decision: Decision | None

    @property
    def group_id(self) -> int:
        return self.chosen.group_id

    @property
    def is_adopted(self) -> bool:
        return self.chosen.variant.state is VariantState.ADOPTED


def _following(session: Session, variant_id: int) -> Following | None:
    """The variant, with the decision that adopted its plan, else with that in the address, of the same group."""
    variant = session.get(Variant, variant_id)
    if variant is None:
        return None
    of = get_variant_of_plan(session, variant.plan_id, variant_id)
    assert of is not None
    if variant.state is VariantState.ADOPTED:
        return Following(of, get_readable(session, of.plan.decision_id, current_actor()))
    decision = by_argument("decision", get_readable)(session)
    if decision is not None and decision.group_id != of.group_id:
        return None
    return None if decision is None and "decision" in request.args else Following(of, decision)


@blueprint.get("/variants")
@allow(Permission.AGREE, load=by_argument("decision", get_readable))
def choose_variant(decision: Decision) -> Response:
    if decision.outcome is not Outcome.CARRIED:
        raise Refusal(ActionRefusal.NOT_CARRIED)
    rows = list_variants_to_adopt(get_session(), decision.group_id, decision.topic_id)
    plans = [list(group) for _plan, group in groupby(rows, lambda row: row.plan_id)]
    return page("actions/variants.html", decision=decision, plans=plans)


@blueprint.route("/variants/<int:variant_id>", methods=["GET", "POST"])
@allow(Permission.AGREE, load=_following)
def take_over(of: Following) -> Response:
    if not of.is_adopted:
        _must_be_adoptable(of)
    form, was_adopted = _form(of), of.is_adopted

    def deed() -> Response:
        _must_still_be_there(form)
        actions = service.go_on_with_variant(
            get_session(), current_actor(), of.chosen, of.decision, form.promises, now=clock.now()
        )
        flash_done(_done(actions, was_adopted))
        return redirect_to("planning.show_one", plan_id=of.chosen.plan.id, variant_id=of.chosen.variant.id)

    return carry_out(form, deed, show=lambda: _page(of, form))


def _must_be_adoptable(of: Following) -> None:
    """Asked before anybody fills in a form that could lead nowhere; the deed itself asks again."""
    require(Planning.ADOPT, of.chosen)
    if of.decision is None:
        raise Refusal(ActionRefusal.NOT_ADOPTED)
    if of.decision.outcome is not Outcome.CARRIED:
        raise Refusal(ActionRefusal.NOT_CARRIED)
    if request.method == "GET" and not of.chosen.is_open:
        raise Refusal(PlanningRefusal.PLAN_CLOSED)


def _must_still_be_there(form: TakeOverForm) -> None:
    """What was ticked on an older page may have become an action, or have been taken out, meanwhile."""
    ticked = {int(match[1]) for name in request.form if (match := TICK.fullmatch(name))}
    missing = ticked - {promise.element_id for promise in form.promises}
    if missing:
        raise Refusal(ActionRefusal.HAS_ACTION if missing & set(form.actions) else PlanningRefusal.ELEMENT_REMOVED)


def _form(of: Following) -> TakeOverForm:
    session, variant_id = get_session(), of.chosen.variant.id
    elements = list_elements(session, [variant_id])[variant_id]
    actions = _actions_of(elements)
    return take_over_form(session, of.group_id, elements, actions, today(), must_take=of.is_adopted)


def _actions_of(elements: Sequence[ElementLine]) -> Mapping[int, int]:
    return list_from_elements(get_session(), [element.id for element in elements])


def _page(of: Following, form: TakeOverForm) -> Response:
    if form.problems:
        form.actions = _actions_of(form.elements)  # some may have become one meanwhile
    return page("actions/take_over.html", form=form, of=of, plan=of.chosen.plan, variant=of.chosen.variant)


def _done(actions: list[Action], was_adopted: bool) -> str:
    agreed = ngettext(
        "%(num)d action is agreed. Its owner finds it among the actions, with its due date.",
        "%(num)d actions are agreed. Their owners find them among the actions, with their due dates.",
        len(actions),
    )
    if was_adopted:
        return agreed
    adopted = _("The planning is finished: the group goes on with this variant.")
    return f"{adopted} {agreed}" if actions else adopted
