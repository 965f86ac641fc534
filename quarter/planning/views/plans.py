"""The list of plans, a new one, and a plan with its variants side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, request
from sqlmodel import Session

from quarter.foundation import clock
from quarter.groups.models import Group
from quarter.groups.queries import get_group, list_benches, list_groups
from quarter.planning import queries
from quarter.planning.drawing import Base, base_of
from quarter.planning.forms.plans import PlanForm, plan_form
from quarter.planning.models import Plan
from quarter.planning.policy import Permission
from quarter.planning.service import plans
from quarter.planning.views.blueprint import DrawnVariant, blueprint, show_variant
from quarter.topics.queries import get_topic, strip_for
from quarter.web.filters import chosen_filters, read_id
from quarter.web.forms import carry_out
from quarter.web.locale import gettext as _
from quarter.web.locale import today
from quarter.web.permits import allow, by_argument, can, current_actor
from quarter.web.photos import MEGABYTES
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.security import takes_files
from quarter.web.session import get_session

MOST_COMPARED = 4


@dataclass(frozen=True)
class Origin:
    """What a plan belongs to: the group, and maybe the topic in the address."""

    group_id: int
    topic_id: int | None = None


def _origin(session: Session) -> Origin | None:
    if "topic" in request.args:
        topic = by_argument("topic", get_topic)(session)
        return Origin(topic.group_id, topic.id) if topic else None
    group = by_argument("group", get_group)(session)
    return Origin(group.id) if group else None


@blueprint.get("")
@allow(Permission.SEE)
@repeatable
def index() -> Response:
    chosen = chosen_filters(quarter=int, group=int)
    found = queries.list_plans(get_session(), request.args.get("after"), **chosen)
    groups = [group for group in list_groups(get_session()) if can(Permission.OPEN, group)]
    return page("planning/index.html", plans=found, groups=groups)


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.OPEN, load=_origin)
@takes_files(megabytes=MEGABYTES)
def open_plan(origin: Origin) -> Response:
    form = plan_form(get_session(), origin.group_id, today(), topic_id=origin.topic_id)

    def deed() -> Response:
        plan = _open(form, origin)
        flash_done(_("The plan is open. Everyone can now make a variant of their own, or you draw the group's first."))
        return redirect_to("planning.show", plan_id=plan.id)

    return carry_out(form, deed, show=lambda: page("planning/form.html", form=form))


def _open(form: PlanForm, origin: Origin) -> Plan:
    drawn = form.picture.data
    return plans.open_plan(
        get_session(), current_actor(), get_session().get_one(Group, origin.group_id),
        **form.words(), topic_id=form.topic.data, area=form.geometry, now=clock.now(),
        picture=(drawn.key, drawn.width, drawn.height) if drawn else None,
    )  # fmt: skip


@blueprint.get("/<int:plan_id>")
@allow(Permission.SEE, load=queries.get_plan)
@repeatable
def show(plan: Plan) -> Response:
    session, actor = get_session(), current_actor()
    peoples = queries.list_peoples_variants(session, plan.id, request.args.get("after"))
    base, shown = _draw(session, plan, [variant.id for variant in peoples.rows])
    return page(
        "planning/show.html",
        plan=plan,
        base=base,
        variants=shown,
        peoples=peoples,
        mine=queries.get_own_variant(session, plan.id, actor.person_id),
        topic=get_topic(session, plan.topic_id) if plan.topic_id else None,
        group=get_group(session, plan.group_id),
        adopted_by=queries.get_adopting_decision(session, plan, reader=current_actor()),
        strip=strip_for(session, "plan", plan, reader=current_actor()),
    )  # fmt: skip


@blueprint.get("/<int:plan_id>/compare")
@allow(Permission.SEE, load=queries.get_plan)
@repeatable
def compare(plan: Plan) -> Response:
    """Chosen variants in the columns of a table; without a choice, a choice to make."""
    session, wanted = get_session(), _wanted_variants()[:MOST_COMPARED]
    peoples = queries.list_peoples_variants(session, plan.id, request.args.get("after"))
    base, shown = _draw(session, plan, wanted)
    chosen = [one for one in shown if one.variant.id in wanted]
    return page(
        "planning/compare.html",
        plan=plan,
        base=base,
        choice=queries.list_variants(session, plan.id, [*wanted, *(variant.id for variant in peoples.rows)]),
        peoples=peoples,
        chosen=chosen if len(chosen) > 1 else [],
        asked=bool(wanted),
        wanted=wanted,
        ratings=queries.rate_by_bench(session, [one.variant.id for one in chosen]),
        benches=[bench.key for bench in list_benches(session, plan.group_id)],
    )


def _wanted_variants() -> list[int]:
    if set(request.args) - {"variants", "after", "lang"}:
        abort(400)
    return [read_id(number) for number in request.args.getlist("variants")]


def _draw(session: Session, plan: Plan, wanted: Sequence[int]) -> tuple[Base | None, list[DrawnVariant]]:
    """The base, and variants on it with what they differ in from the group's: the group's comes first."""
    base = base_of(plan, queries.get_boundary(session, plan))
    variants = queries.list_variants(session, plan.id, wanted)
    elements = queries.list_elements(session, [variant.id for variant in variants])
    groups = elements[variants[0].id]
    return base, [show_variant(variant, elements[variant.id], base, groups) for variant in variants]
