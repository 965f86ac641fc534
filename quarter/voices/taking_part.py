"""How people take part on the page of a thing: the views of every room hand over to these.

Each part of such a page (`templates/voices/`) works by itself for htmx, under the same addresses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Response, request

from quarter.accounts import entrance
from quarter.accounts.entrance import Arrival
from quarter.accounts.models import Person
from quarter.foundation import clock
from quarter.foundation.actors import Actor
from quarter.foundation.policy import allows
from quarter.foundation.refusals import Refusal
from quarter.voices import service
from quarter.voices.forms import CommentForm
from quarter.voices.queries import get_part, list_comments
from quarter.web import limits
from quarter.web.forms import carry_out, tidy
from quarter.web.links import address_of
from quarter.web.locale import gettext as _
from quarter.web.permits import can, current_actor, require
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session, give_back_transaction

Deed = Callable[..., Any]  # of the room's service: deed(session, actor, subject, …, now=…)

# The parts of a page that htmx can ask for, by the id of what they replace.
PARTS = {"comments": "voices/_comments.html", "support": "voices/_support.html", "follow": "voices/_follow.html"}


@dataclass(frozen=True, kw_only=True)
class Voiced:
    """A thing that people speak to, and its page. The blueprint of the page has endpoints named after the deeds."""

    thing: Any  # with its id, title, language and counters
    kind: str  # in the register
    subject: Any  # of what permissions are asked, and what the room's deeds take
    permissions: Any  # the room's enum
    endpoint: str
    address: Mapping[str, Any]
    is_open: bool = True
    is_swapped: bool = True  # what was said changes a part of the page in place; else the page comes anew
    comment_hint: str = ""  # instead of what is always said to whoever comments
    support_word: str = ""  # English, marked for translation
    back_word: str = ""
    before_support: tuple[StrEnum, ...] = ()  # who may do one of these has something better to do here

    def url(self, **more: Any) -> str:
        return address_of(self.endpoint, **self.address, **more)

    def deed_url(self, deed: str) -> str:
        return address_of(f"{self.endpoint.partition('.')[0]}.{deed}", **self.address)

    def may(self, permission: str) -> bool:
        return can(self.permissions[permission], self.subject)

    @property
    def support_comes_first(self) -> bool:
        return not any(can(permission, self.subject) for permission in self.before_support)

    def back(self, anchor: str | None = None) -> Response:
        return redirect_to(self.endpoint, **self.address, _anchor=anchor)


def show(template: str, at: Voiced, form: CommentForm | None = None, **context: Any) -> Response:
    """The page of a thing with all that is said to it; or the part of it that htmx asked for."""
    session = get_session()
    if form is None and at.may("COMMENT"):
        form = CommentForm(formdata=None)
    response = page(
        template,
        fragment=PARTS.get(request.headers.get("HX-Target", "").rpartition("#")[2]),
        at=at,
        form=form,
        comments=list_comments(session, at.kind, at.thing.id, request.args.get("after")),
        part=get_part(session, at.kind, at.thing.id, current_actor().person_id),
        **context,
    )
    if "HX-Target" not in response.headers["Vary"]:
        response.vary.add("HX-Target")
    return response


def comment(at: Voiced, deed: Deed, *, show: Callable[[CommentForm], Response]) -> Response:
    """GET leads people who have just signed in to the form."""
    if request.method == "GET":
        return at.back("comments")
    form = CommentForm()

    def send() -> Response:
        limits.count(limits.Deed.COMMENT)
        text, lang = tidy(form.text.data), form.lang.data
        deed(get_session(), current_actor(), at.subject, text=text, lang=lang, now=clock.now())
        flash_done(_("Your comment is here for everyone to read."))
        return at.back("comments")

    return carry_out(form, send, show=lambda: show(form))


def support(at: Voiced, deed: Deed) -> Response:
    """A visitor is asked here who they are, and has supported it with the press that answers."""
    to = request.form.get("to")
    if not at.is_open and request.method == "GET":
        return at.back("support")  # where it stands why nobody supports it any more
    if not current_actor().is_signed_in and (request.method == "GET" or to):
        return _support_at_the_door(at, deed, entrance.at_the_door(to))
    if request.method == "POST":
        require(at.permissions.SUPPORT, at.subject)
        limits.count(limits.Deed.SUPPORT)
        deed(get_session(), current_actor(), at.subject, now=clock.now())
    return at.back("support")


def _support_at_the_door(at: Voiced, deed: Deed, arrival: Arrival) -> Response:
    if arrival.person is None:
        return page("voices/support.html", at=at, arrival=arrival, status=arrival.status)
    try:
        is_done = _support_as(arrival.person, at, deed)
    except Refusal as refusal:  # nobody is signed in for nothing
        give_back_transaction()
        arrival.sign_in.refuse(refusal)
        return page("voices/support.html", at=at, arrival=arrival, status=409)
    entrance.begin(arrival.person)
    if is_done:
        flash_done(_("Thank you, your support counts."))
    return at.back()


def _support_as(person: Person, at: Voiced, deed: Deed) -> bool:
    """Whether somebody who has just said who they are may, and so has."""
    actor = Actor(person.id, person.name)
    if not allows(actor, at.permissions.SUPPORT, at.subject):
        return False
    limits.count(limits.Deed.SUPPORT)
    deed(get_session(), actor, at.subject, now=clock.now())
    return True


def withdraw_support(at: Voiced, deed: Deed) -> Response:
    deed(get_session(), current_actor(), at.subject, now=clock.now())
    return at.back("support")


def follow(at: Voiced) -> Response:
    """GET leads people who have just signed in to the button."""
    if request.method == "POST":
        service.follow(get_session(), current_actor(), at.thing, now=clock.now())
    return at.back("follow")


def stop_following(at: Voiced) -> Response:
    service.stop_following(get_session(), current_actor(), at.thing)
    return at.back("follow")
