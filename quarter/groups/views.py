"""Quarters, groups, organisations and seats."""

import json

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _

from quarter.accounts.queries import get_person_by_email
from quarter.foundation import clock
from quarter.foundation.actors import Role
from quarter.foundation.multilingual import label
from quarter.foundation.refusals import Refusal
from quarter.groups import labels, queries, service  # noqa: F401
from quarter.groups.boundary import outline
from quarter.groups.domain import find_quorum
from quarter.groups.forms import OrganisationForm, SeatForm
from quarter.groups.models import Group, Quarter, Seat
from quarter.groups.policy import Permission
from quarter.web.forms import Option, tidy
from quarter.web.locale import today
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session

blueprint = Blueprint("groups", __name__)


@blueprint.get("/quarters/<slug>")
@allow(Permission.SEE, load=queries.get_quarter)
@repeatable
def show_quarter(quarter: Quarter) -> Response:
    drawing = outline(json.loads(quarter.boundary)) if quarter.boundary else None
    groups = queries.list_groups(get_session(), quarter.id)
    return page("groups/quarter.html", quarter=quarter, drawing=drawing, groups=groups)


@blueprint.get("/quarters/<slug>/boundary.geojson")
@allow(Permission.SEE, load=queries.get_quarter)
def boundary(quarter: Quarter) -> Response:
    geometry = json.loads(quarter.boundary) if quarter.boundary else None
    answer = jsonify({"type": "Feature", "properties": {"name": quarter.name}, "geometry": geometry})
    answer.content_type = "application/geo+json"
    return answer


@blueprint.get("/groups/<slug>")
@allow(Permission.SEE, load=queries.get_group_by_slug)
@repeatable
def show(group: Group) -> Response:
    seats = queries.list_seats(get_session(), group.id, today())
    charter = queries.get_charter(get_session(), group.id)
    benches = [bench.key for bench in queries.list_benches(get_session(), group.id)]
    by_bench = {key: [seat for seat in seats if seat.bench is key] for key in benches}
    voting = {key: sum(seat.role is Role.MEMBER for seat in sitting) for key, sitting in by_bench.items()}
    return page(
        "groups/show.html",
        group=group,
        by_bench=by_bench,
        others=[seat for seat in seats if seat.bench is None],
        charter=charter,
        quorum=find_quorum(charter.quorum, voting, {}),
    )


@blueprint.route("/groups/<slug>/seats/new", methods=["GET", "POST"])
@allow(Permission.GIVE_SEATS, load=queries.get_group_by_slug)
def give_seat(group: Group) -> Response:
    form = _seat_form(group)
    if not form.is_sent_and_valid():
        return page("groups/seat_form.html", form=form, group=group, status=422 if form.is_submitted() else 200)
    person = get_person_by_email(get_session(), form.email.data)
    if person is None:
        form.email.errors = [_("Nobody has signed up with this address yet. Ask the person to make an account.")]
        return page("groups/seat_form.html", form=form, group=group, status=422)
    try:
        service.give_seat(
            get_session(), current_actor(), group, person,
            role=form.role.data, bench_id=form.bench.data, organisation_id=form.organisation.data,
            from_on=form.from_on.data, until_on=form.until_on.data, now=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(refusal)
        return page("groups/seat_form.html", form=form, group=group, status=409)
    flash_done(_("The seat is given."))
    return redirect_to("groups.show", slug=group.slug)


@blueprint.route("/seats/<int:seat_id>/end", methods=["GET", "POST"])
@allow(Permission.GIVE_SEATS, load=queries.get_seat)
def end_seat(seat: Seat) -> Response:
    group = queries.get_group(get_session(), seat.group_id)
    if request.method == "GET":
        return page("groups/end_seat.html", seat=seat, group=group)
    service.end_seat(get_session(), current_actor(), seat, today=today(), now=clock.now())
    flash_done(_("The seat has ended."))
    return redirect_to("groups.show", slug=group.slug)


@blueprint.route("/organisations/new", methods=["GET", "POST"])
@allow(Permission.ADD_ORGANISATION)
def add_organisation() -> Response:
    form = OrganisationForm()
    if not form.is_sent_and_valid():
        return page("groups/organisation_form.html", form=form, status=422 if form.is_submitted() else 200)
    try:
        service.add_organisation(
            get_session(), current_actor(), name=tidy(form.name.data), kind=form.kind.data, now=clock.now()
        )
    except service.NameTaken:
        form.name.errors = [_("There is an organisation with this name already.")]
        return page("groups/organisation_form.html", form=form, status=422)
    flash_done(_("The organisation is added. You can now give seats to its people."))
    return redirect_to("home.about")


def _seat_form(group: Group) -> SeatForm:
    form = SeatForm(from_on=today())
    benches = queries.list_benches(get_session(), group.id)
    form.bench.choices = [Option("", _("No bench"))] + [Option(bench.id, _(label(bench.key))) for bench in benches]
    organisations = queries.list_organisations(get_session())
    form.organisation.choices = [Option("", _("No organisation"))] + [Option(row.id, row.name) for row in organisations]
    return form
