"""Coming in, wherever a form asks who somebody is: the pages for it, and deeds that a visitor begins with.

Such a deed (a report, a support) asks on a page of its own, and is done with the very press that signs in.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, request

from quarter.accounts import queries, service
from quarter.accounts.forms import SignInForm, SignUpForm
from quarter.accounts.models import Person
from quarter.accounts.passwords import hash_password, is_right
from quarter.foundation import clock
from quarter.foundation.actors import Actor
from quarter.foundation.mail_addresses import spellings
from quarter.web.forms import tidy
from quarter.web.kept_forms import DOOR
from quarter.web.locale import choose_language, current_language
from quarter.web.locale import gettext as _
from quarter.web.permits import let_in
from quarter.web.session import database, get_session, release_lock

PATIENCE = timedelta(minutes=15)
FAILURES_PER_ADDRESS, FAILURES_PER_NETWORK = 10, 60


@dataclass
class Arrival:
    """Somebody at the door of a deed: both forms as they stand, and who it turned out to be."""

    sign_in: SignInForm
    sign_up: SignUpForm
    person: Person | None = None
    status: int = 200


def at_the_door(to: str | None = None) -> Arrival:
    """Both forms for a visitor; `to` is the button that was pressed: "sign_in", "sign_up", or another."""
    if to == "sign_in":
        arrival = Arrival(SignInForm(prefix="known-"), SignUpForm(formdata=None, prefix="new-"), status=422)
        _recognise_at_the_door(arrival)
    elif to == "sign_up":
        arrival = Arrival(SignInForm(formdata=None, prefix="known-"), SignUpForm(prefix="new-"), status=422)
        arrival.person = make_account(arrival.sign_up) if arrival.sign_up.validate() else None
    else:
        arrival = Arrival(SignInForm(formdata=None, prefix="known-"), SignUpForm(formdata=None, prefix="new-"))
    return arrival


def at_the_kept_form(*, is_sent: bool) -> Arrival:
    """The sign-in of a form that was kept for who had been signed out; `is_sent` once it came with the form."""
    formdata = request.form if is_sent else None
    sign_up = SignUpForm(formdata=None, prefix="new-")
    arrival = Arrival(SignInForm(formdata=formdata, prefix=DOOR), sign_up, status=422 if is_sent else 403)
    if is_sent:
        _recognise_at_the_door(arrival)
    return arrival


def _recognise_at_the_door(arrival: Arrival) -> None:
    form = arrival.sign_in
    if not form.validate():
        return
    if is_guessing(form.email.data):
        form.problems.append(_("Too many attempts. Please wait a quarter of an hour, then try again."))
        arrival.status = 429
    else:
        arrival.person = recognise(form)


def is_guessing(email: str) -> bool:
    """Whether there were too many wrong passwords for this address, or from this network, lately."""
    since = clock.now() - PATIENCE
    return any(queries.count_failures(get_session(), key, since) >= most for key, most in _keys(email).items())


def recognise(form: SignInForm) -> Person | None:
    """Whose address and password these are; None if nobody's, which the form then says.

    It takes a while, and the write lock is free meanwhile.
    """
    person = queries.get_person_by_email(get_session(), form.email.data)
    stored = person.password_hash if person else None
    release_lock()
    if is_right(form.password.data, stored):
        return person
    _note_failure(form.email.data)
    form.problems.append(_("Address and password do not fit together. Please try again."))
    return None


def make_account(form: SignUpForm) -> Person | None:
    """A new account; None if the address has one, which the form then says. It takes a while, as in `recognise`."""
    release_lock()
    password_hash = hash_password(form.password.data)
    try:
        return service.sign_up(
            get_session(),
            email=form.email.data,
            name=tidy(form.name.data),
            password_hash=password_hash,
            language=current_language(),
            now=clock.now(),
        )
    except service.AddressTaken:
        form.email.errors = [_("There is an account with this address already. Please sign in.")]
        return None


def begin(person: Person) -> None:
    """A new sign-in on this device, with a new and empty cookie, in the person's language."""
    token = service.sign_in(get_session(), person, device=_device(), now=clock.now())
    let_in(token, Actor(person.id, person.name))
    if person.language:
        choose_language(person.language)


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
        keyed(f"address {spellings(email)[0]}"): FAILURES_PER_ADDRESS,
        keyed(f"network {request.remote_addr}"): FAILURES_PER_NETWORK,
    }


def _note_failure(email: str) -> None:
    """In a transaction of its own: the answer is an error, which undoes the request's."""
    with database().unit_of_work() as session:
        service.note_failure(session, list(_keys(email)), now=clock.now())
