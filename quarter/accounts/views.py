"""Sign-up, sign-in, sign-out, profile."""

from flask import Blueprint, Response, abort, current_app, g, request, url_for
from flask import session as cookie
from flask_login import current_user, logout_user

from quarter.accounts import entrance, queries, service
from quarter.accounts.forms import ProfileForm, SignInForm, SignUpForm
from quarter.accounts.models import Person
from quarter.accounts.policy import Permission, sign_in_lasts
from quarter.foundation import clock
from quarter.foundation.secret_links import secret_of
from quarter.web.forms import carry_out, tidy
from quarter.web.kept_forms import DOOR, get_kept_form, show_kept_form
from quarter.web.locale import choose_language, current_language
from quarter.web.locale import gettext as _
from quarter.web.logs import note
from quarter.web.paths import own_path
from quarter.web.permits import SignInFirst, allow, current_actor, current_person_id, public
from quarter.web.rendering import flash_done, page, redirect_to, see_other
from quarter.web.session import get_session, is_unsafe, keep_what_is_done

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")


@blueprint.app_errorhandler(SignInFirst)
def sign_in_first(error: SignInFirst) -> Response:
    """To the sign-in; who was signed out while writing finds the text there, and sends it with the same press."""
    kept = get_kept_form()
    if kept is None:
        return error.get_response()
    return show_kept_form(kept, door=entrance.at_the_kept_form(is_sent=False).sign_in, status=403)


@blueprint.before_app_request
def sign_in_with_a_kept_form() -> Response | None:
    """A form that was kept brings address and password along: its writer is signed in, then it goes its way."""
    if not is_unsafe() or f"{DOOR}password" not in request.form or current_actor().is_signed_in:
        return None
    arrival = entrance.at_the_kept_form(is_sent=True)
    if arrival.person is None:
        kept = get_kept_form()
        return show_kept_form(kept, door=arrival.sign_in, status=arrival.status) if kept else abort(400)
    entrance.begin(arrival.person)
    keep_what_is_done()  # signed in, even if the form is refused
    g.pop("csrf_token", None)  # it went with the old cookie
    return None


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public("People sign in here.")
def sign_in() -> Response:
    form = SignInForm()

    def deed() -> Response | None:
        person = entrance.recognise(form)
        return _begin(person) if person else None

    return carry_out(form, deed, show=lambda: page("accounts/sign_in.html", form=form))


@blueprint.route("/sign-up", methods=["GET", "POST"])
@public("People make an account here.")
def sign_up() -> Response:
    form = SignUpForm()

    def deed() -> Response | None:
        person = entrance.make_account(form)
        if person is None:
            return None
        response = _begin(person)  # with a new, empty cookie, which then takes the welcome along
        flash_done(_("Welcome! You can now report issues, comment and support."))
        return response

    return carry_out(form, deed, show=lambda: page("accounts/sign_up.html", form=form))


@blueprint.post("/sign-out")
@public("Signing out must work for everyone, even twice.")
def sign_out() -> Response:
    if current_user.is_authenticated:
        note("sign-out", current_person_id())
        service.sign_out(get_session(), current_user.token, now=clock.now())
        logout_user()
    cookie.clear()
    response = redirect_to("home.now")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@blueprint.route("/profile", methods=["GET", "POST"])
@allow(Permission.PROFILE)
def profile() -> Response:
    person = get_session().get_one(Person, current_person_id())
    form = ProfileForm(
        name=person.name,
        language=person.language or current_language(),
        is_named_publicly=person.is_named_publicly,
    )

    def deed() -> Response:
        service.change_profile(
            get_session(), current_actor(), person,
            name=tidy(form.name.data), language=form.language.data, is_named_publicly=form.is_named_publicly.data,
            now=clock.now(),
        )  # fmt: skip
        choose_language(form.language.data)
        flash_done(_("Your profile is saved."))
        return redirect_to("accounts.profile")

    return carry_out(form, deed, show=lambda: _profile_page(form))


@blueprint.post("/profile/sign-out-elsewhere")
@allow(Permission.PROFILE)
def sign_out_elsewhere() -> Response:
    service.sign_out_elsewhere(get_session(), current_actor(), current_user.token, now=clock.now())
    flash_done(_("You are now signed in on this device only."))
    return redirect_to("accounts.profile")


@blueprint.post("/profile/calendar")
@allow(Permission.PROFILE)
def make_calendar_link() -> Response:
    service.make_calendar_link(get_session(), current_actor(), now=clock.now())
    flash_done(_("This is the address of your calendar. Calendars that used an older one no longer get anything."))
    return redirect_to("accounts.profile", _anchor="calendar")


@blueprint.post("/profile/calendar/end")
@allow(Permission.PROFILE)
def end_calendar_link() -> Response:
    service.end_calendar_link(get_session(), current_actor(), now=clock.now())
    flash_done(_("The address of your calendar no longer works."))
    return redirect_to("accounts.profile", _anchor="calendar")


def _profile_page(form: ProfileForm) -> Response:
    person_id, token = current_person_id(), current_user.token
    devices = queries.list_devices(get_session(), person_id, token, clock.now(), lasts=sign_in_lasts(current_actor()))
    link = queries.get_calendar_link(get_session(), person_id)
    secret = secret_of(link.key, purpose="calendar", secret_key=str(current_app.secret_key)) if link else None
    return page("accounts/profile.html", form=form, devices=devices, calendar=secret)


def _begin(person: Person) -> Response:
    """A new sign-in, then back to where the person came from."""
    entrance.begin(person)
    return see_other(own_path(request.args.get("next")) or url_for("home.now"))
