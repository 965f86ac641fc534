"""Giving seats and ending them, and the organisations that they are held for."""

from typing import Any

from flask import Response, request

from quarter.accounts.queries import get_person_by_email
from quarter.foundation import clock
from quarter.foundation.multilingual import label
from quarter.groups import queries, service
from quarter.groups.forms import ContactForm, OrganisationForm, SeatForm
from quarter.groups.models import Group, Organisation, Seat
from quarter.groups.policy import Permission
from quarter.groups.views.blueprint import blueprint
from quarter.web.forms import Option, carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.locale import today
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/groups/<slug>/seats/new", methods=["GET", "POST"])
@allow(Permission.GIVE_SEATS, load=queries.get_group_by_slug)
def give_seat(group: Group) -> Response:
    form = seat_form(group)

    def deed() -> Response | None:
        person = get_person_by_email(get_session(), form.email.data)
        if person is None:
            form.email.errors = [_("Nobody has signed up with this address yet. Ask the person to make an account.")]
            return None
        service.give_seat(
            get_session(), current_actor(), group, person,
            role=form.role.data, bench_id=form.bench.data, organisation_id=form.organisation.data,
            from_on=form.from_on.data, until_on=form.until_on.data, now=clock.now(),
        )  # fmt: skip
        flash_done(_("The seat is given."))
        return redirect_to("groups.show", slug=group.slug)

    return carry_out(form, deed, show=lambda: page("groups/seat_form.html", form=form, group=group))


@blueprint.route("/seats/<int:seat_id>/end", methods=["GET", "POST"])
@allow(Permission.GIVE_SEATS, load=queries.get_seat)
def end_seat(seat: Seat) -> Response:
    group = get_session().get_one(Group, seat.group_id)
    if request.method == "GET":
        return page("groups/end_seat.html", seat=seat, group=group)
    service.end_seat(get_session(), current_actor(), seat, today=today(), now=clock.now())
    flash_done(_("The seat has ended."))
    return redirect_to("groups.show", slug=group.slug)


@blueprint.route("/organisations/new", methods=["GET", "POST"])
@allow(Permission.ADD_ORGANISATION)
def add_organisation() -> Response:
    form = OrganisationForm()

    def deed() -> Response | None:
        values = {"name": tidy(form.name.data), "kind": form.kind.data, "contact_email": form.contact_email.data or ""}
        try:
            service.add_organisation(get_session(), current_actor(), **values, now=clock.now())
        except service.NameTaken:
            form.name.errors = [_("There is an organisation with this name already.")]
            return None
        flash_done(_("The organisation is added. You can now give seats to its people."))
        return redirect_to("home.about")

    return carry_out(form, deed, show=lambda: page("groups/organisation_form.html", form=form))


@blueprint.get("/organisations")
@allow(Permission.CHANGE_CONTACT)
def organisations() -> Response:
    return page("groups/organisations.html", organisations=queries.list_organisations(get_session()))


@blueprint.route("/organisations/<int:organisation_id>/contact", methods=["GET", "POST"])
@allow(Permission.CHANGE_CONTACT, load=queries.get_organisation)
def change_contact(organisation: Organisation) -> Response:
    form = ContactForm(contact_email=organisation.contact_email)

    def deed() -> Response:
        contact = form.contact_email.data or ""
        service.change_contact(get_session(), current_actor(), organisation, contact_email=contact, now=clock.now())
        flash_done(_("The address is saved."))
        return redirect_to("groups.organisations")

    return carry_out(form, deed, show=lambda: page("groups/contact.html", form=form, organisation=organisation))


def seat_form(group: Group, **wished: Any) -> SeatForm:
    """The form for a seat of this group, from today on; `wished` is what somebody asked for."""
    form = SeatForm(from_on=today(), **wished)
    benches = queries.list_benches(get_session(), group.id)
    form.bench.choices = [Option("", _("No bench"))] + [Option(bench.id, _(label(bench.key))) for bench in benches]
    organisations = queries.list_organisations(get_session())
    form.organisation.choices = [Option("", _("No organisation"))] + [Option(row.id, row.name) for row in organisations]
    return form
