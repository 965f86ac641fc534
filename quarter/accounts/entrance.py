"""Coming in, wherever a form asks who somebody is: the pages for it, and deeds that a visitor begins with.

Such a deed (a report, a support) asks on a page of its own, and is done with the very press that signs in.
"""

from dataclasses import dataclass

from flask import request

from quarter.accounts import queries, service
from quarter.accounts.devices import know_device, this_device
from quarter.accounts.forms import SignInForm, SignUpForm
from quarter.accounts.models import Person
from quarter.accounts.passwords import hash_password, is_right
from quarter.foundation import clock
from quarter.foundation.actors import Actor
from quarter.foundation.mail_addresses import spellings
from quarter.foundation.throttle import Bucket
from quarter.web import limits
from quarter.web.forms import tidy
from quarter.web.kept_forms import DOOR
from quarter.web.limits import LIMITS, Deed, TooMuch
from quarter.web.locale import choose_language, current_language
from quarter.web.locale import gettext as _
from quarter.web.logs import note
from quarter.web.networks import network
from quarter.web.permits import let_in
from quarter.web.session import get_session, release_lock

Try = tuple[Bucket, str, str]  # what it is taken out of, and whose that is


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
        _make_account_at_the_door(arrival)
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
    try:
        arrival.person = recognise(form)
    except TooMuch as error:
        form.problems.append(error.in_words())
        arrival.status = 429


def _make_account_at_the_door(arrival: Arrival) -> None:
    form = arrival.sign_up
    if not form.validate():
        return
    try:
        arrival.person = make_account(form)
    except TooMuch as error:
        form.problems.append(error.in_words())
        arrival.status = 429


def recognise(form: SignInForm) -> Person | None:
    """Whose address and password these are; None if nobody's, which the form then says; TooMuch if somebody guesses.

    It takes a while, and the write lock is free meanwhile.
    """
    person = queries.get_person_by_email(get_session(), form.email.data)
    person_id, stored = (person.id, person.password_hash) if person else (None, None)
    release_lock()
    tries = _tries(form.email.data, person_id)
    for each in tries:  # before the look at the password: many at the same moment are as many tries
        limits.take(Deed.PASSWORD, *each)
    if is_right(form.password.data, stored):
        for each in tries:
            limits.give_back(Deed.PASSWORD, *each)
        return person
    note("sign-in", person_id, outcome="wrong password")
    form.problems.append(_("Address and password do not fit together. Please try again."))
    return None


def make_account(form: SignUpForm) -> Person | None:
    """A new account; None if the address has one, which the form then says. It takes a while, as in `recognise`."""
    limits.count(Deed.SIGN_UP)
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
        note("sign-up", None, outcome="address taken")
        form.email.errors = [_("There is an account with this address already. Please sign in.")]
        return None
    note("sign-up", person.id, outcome="account made")
    return person


def begin(person: Person) -> None:
    """A new sign-in on this device, with a new and empty cookie, in the person's language."""
    token = service.sign_in(get_session(), person, device=_device(), now=clock.now())
    let_in(token, Actor(person.id, person.name))
    know_device(person.id)
    note("sign-in", person.id, outcome="signed in")
    if person.language:
        choose_language(person.language)


def _device() -> str:
    """A coarse name of the browser, so that people recognise their own devices."""
    agent = request.user_agent.string
    system = next((name for name in ("Android", "iPhone", "iPad", "Windows", "Mac", "Linux") if name in agent), "")
    browser = next((name for name in ("Firefox", "Edg", "Chrome", "Safari") if name in agent), "")
    return " · ".join(part for part in (browser.replace("Edg", "Edge"), system) if part)


def _tries(email: str, person_id: int | None) -> list[Try]:
    """What a wrong password is counted by: the address together with the network, and the network alone.

    Never the address alone, or else anybody could keep anybody out. On a device on which this person has signed in
    before, the address is counted together with the device, whatever others do in the same network.
    """
    address, limit, device = spellings(email)[0], LIMITS[Deed.PASSWORD], this_device()
    if device and person_id in device.people:
        return [(limit.person, address, device.name)]
    return [(limit.person, address, network()), (limit.network, "", network())]
