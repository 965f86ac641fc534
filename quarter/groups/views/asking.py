"""Asking for a seat, and the answer: the seat, or why not."""

from flask import Response

from quarter.foundation import clock
from quarter.foundation.multilingual import label
from quarter.groups import queries, service
from quarter.groups.forms import AskForSeatForm, DeclineSeatForm, SeatForm
from quarter.groups.models import Group, SeatRequest
from quarter.groups.policy import Permission
from quarter.groups.views.blueprint import blueprint
from quarter.groups.views.seats import seat_form
from quarter.web import limits
from quarter.web.forms import Option, carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/groups/<slug>/seats/ask", methods=["GET", "POST"])
@allow(Permission.ASK_FOR_SEAT, load=queries.get_group_by_slug)
def ask_for_seat(group: Group) -> Response:
    form = _ask_form(group)

    def deed() -> Response:
        limits.count(limits.Deed.PROPOSAL)
        service.ask_for_seat(
            get_session(), current_actor(), group,
            bench_id=form.bench.data, organisation_id=form.organisation.data,
            reason=tidy(form.reason.data), lang=form.lang.data, now=clock.now(),
        )  # fmt: skip
        flash_done(_("The moderator has your request now. The answer will stand on this page."))
        return redirect_to("groups.show", slug=group.slug)

    return carry_out(form, deed, show=lambda: page("groups/ask_for_seat.html", form=form, group=group))


@blueprint.route("/seat-requests/<int:request_id>", methods=["GET", "POST"])
@allow(Permission.GIVE_SEATS, load=queries.get_seat_request)
def answer_seat_request(asked: SeatRequest) -> Response:
    group = get_session().get_one(Group, asked.group_id)
    form = seat_form(group, bench=asked.bench_id, organisation=asked.organisation_id)
    del form.email

    def deed() -> Response:
        service.give_requested_seat(
            get_session(), current_actor(), asked,
            role=form.role.data, bench_id=form.bench.data, organisation_id=form.organisation.data,
            from_on=form.from_on.data, until_on=form.until_on.data, now=clock.now(),
        )  # fmt: skip
        flash_done(_("The seat is given."))
        return redirect_to("groups.show", slug=group.slug)

    return carry_out(form, deed, show=lambda: _request_page("seat_request", asked, group, form))


@blueprint.route("/seat-requests/<int:request_id>/decline", methods=["GET", "POST"])
@allow(Permission.GIVE_SEATS, load=queries.get_seat_request)
def decline_seat_request(asked: SeatRequest) -> Response:
    group, form = get_session().get_one(Group, asked.group_id), DeclineSeatForm()

    def deed() -> Response:
        service.decline_seat(
            get_session(), current_actor(), asked,
            answer=tidy(form.answer.data), lang=form.lang.data, now=clock.now(),
        )  # fmt: skip
        flash_done(_("Your answer now stands on the page of the group, for whoever asked and nobody else."))
        return redirect_to("groups.show", slug=group.slug)

    return carry_out(form, deed, show=lambda: _request_page("decline_seat", asked, group, form))


def _request_page(name: str, asked: SeatRequest, group: Group, form: SeatForm | DeclineSeatForm) -> Response:
    about = queries.get_request_details(get_session(), asked.id)
    return page(f"groups/{name}.html", form=form, asked=asked, about=about, group=group)


def _ask_form(group: Group) -> AskForSeatForm:
    form = AskForSeatForm()
    benches = queries.list_benches(get_session(), group.id)
    form.bench.choices = [Option(bench.id, _(label(bench.key))) for bench in benches]
    organisations = queries.list_organisations(get_session())
    form.organisation.choices = [
        Option("", _("For myself")),
        *(Option(row.id, row.name) for row in organisations),
    ]
    return form
