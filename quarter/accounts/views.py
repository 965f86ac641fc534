"""Sign-up, sign-in, sign-out, profile."""

import hashlib
import hmac
from datetime import timedelta

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from quarter.accounts import queries, service
from quarter.accounts.forms import ProfileForm, SignInForm, SignUpForm
from quarter.accounts.models import Person
from quarter.accounts.passwords import hash_password, is_right
from quarter.accounts.policy import Permission
from quarter.foundation import clock
from quarter.foundation.actors import Actor
from quarter.web.forms import tidy
from quarter.web.locale import choose_language, current_language
from quarter.web.permits import allow, current_actor, let_in, public
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.secret_links import secret_of
from quarter.web.session import database, get_session, release_lock

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")

PATIENCE = timedelta(minutes=15)
FAILURES_PER_ADDRESS, FAILURES_PER_NETWORK = 10, 60


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public("People sign in here.")
def sign_in() -> Response:
    form = SignInForm()
    if not form.is_sent_and_valid():
        return page("accounts/sign_in.html", form=form, status=422 if form.is_submitted() else 200)
    if _is_guessing(form.email.data):
        abort(429)
    person = queries.get_person_by_email(get_session(), form.email.data)
    stored = person.password_hash if person else None
    release_lock()
    if not is_right(form.password.data, stored):
        _note_failure(form.email.data)
        form.problems.append(_("Address and password do not fit together. Please try again."))
        return page("accounts/sign_in.html", form=form, status=422)
    return _begin(person)


@blueprint.route("/sign-up", methods=["GET", "POST"])
@public("People make an account here.")
def sign_up() -> Response:
    form = SignUpForm()
    if not form.is_sent_and_valid():
        return page("accounts/sign_up.html", form=form, status=422 if form.is_submitted() else 200)
    release_lock()
    password_hash = hash_password(form.password.data)
    try:
        person = service.sign_up(
            get_session(),
            email=form.email.data,
            name=tidy(form.name.data),
            password_hash=password_hash,
            language=current_language(),
            now=clock.now(),
        )
    except service.AddressTaken:
        form.email.errors = [_("There is an account with this address already. Please sign in.")]
        return page("accounts/sign_up.html", form=form, status=422)
    response = _begin(person)  # with a new, empty cookie, which then takes the welcome along
    flash_done(_("Welcome! You can now report issues, comment and support."))
    return response


@blueprint.post("/sign-out")
@public("Signing out must work for everyone, even twice.")
def sign_out() -> Response:
    if current_user.is_authenticated:
        service.sign_out(get_session(), current_user.token, now=clock.now())
        logout_user()
    cookie.clear()
    response = redirect_to("home.now")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@blueprint.route("/profile", methods=["GET", "POST"])
@allow(Permission.PROFILE)
def profile() -> Response:
    person = queries.get_person(get_session(), current_actor().person_id)
    form = ProfileForm(name=person.name, language=person.language or current_language())
    if not form.is_sent_and_valid():
        return _profile_page(form, status=422 if form.is_submitted() else 200)
    service.change_profile(
        get_session(), current_actor(), person,
        name=tidy(form.name.data), language=form.language.data, now=clock.now(),
    )  # fmt: skip
    choose_language(form.language.data)
    flash_done(_("Your profile is saved."))
    return redirect_to("accounts.profile")


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


def _profile_page(form: ProfileForm, status: int) -> Response:
    person_id, token = current_actor().person_id, current_user.token
    devices = queries.list_devices(get_session(), person_id, token, clock.now())
    link = queries.get_calendar_link(get_session(), person_id)
    secret = secret_of(link.key, purpose="calendar") if link else None
    return page("accounts/profile.html", form=form, devices=devices, calendar=secret, status=status)


def _begin(person: Person) -> Response:
    """A new sign-in with a new session id, then back to where the person came from."""
    token = service.sign_in(get_session(), person, device=_device(), now=clock.now())
    let_in(token, Actor(person.id, person.name))
    if person.language:
        choose_language(person.language)
    return redirect(_own_place(request.args.get("next", "")), code=303)  # type: ignore[return-value]


def _own_place(wanted: str) -> str:
    """A path of ours, or the home page: never somebody else's address."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours and wanted.isprintable() else url_for("home.now")


def _device() -> str:
    """A coarse name of the browser, so that people recognise their own devices."""
    agent = request.user_agent.string
    system = next((name for name in ("Android", "iPhone", "iPad", "Windows", "Mac", "Linux") if name in agent), "")
    browser = next((name for name in ("Firefox", "Edg", "Chrome", "Safari") if name in agent), "")
    return " · ".join(part for part in (browser.replace("Edg", "Edge"), system) if part)


def _keys(email: str) -> dict[str, int]:
    """Keyed hashes of the address and of the network, with how many failures each may have."""
    secret = current_app.config["SECRET_KEY"].encode()

    def keyed(value: str) -> str:
        return hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()

    return {
        keyed(f"address {tidy(email).casefold()}"): FAILURES_PER_ADDRESS,
        keyed(f"network {request.remote_addr}"): FAILURES_PER_NETWORK,
    }


def _is_guessing(email: str) -> bool:
    since = clock.now() - PATIENCE
    return any(queries.count_failures(get_session(), key, since) >= most for key, most in _keys(email).items())


def _note_failure(email: str) -> None:
    """In a transaction of its own: the answer is an error, which undoes the request's."""
    with database().unit_of_work() as session:
        service.note_failure(session, list(_keys(email)), now=clock.now())
