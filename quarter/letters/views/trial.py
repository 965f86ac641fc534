"""A test letter to whoever administers the site, and what the mail server says to it."""

from flask import Response

from quarter.accounts.models import Person
from quarter.foundation import clock
from quarter.foundation.fates import Fate
from quarter.letters import post
from quarter.letters.policy import Permission
from quarter.letters.queries.outgoing import stands_still
from quarter.letters.views.blueprint import blueprint, office
from quarter.web.locale import gettext as _
from quarter.web.mail import mail_is_set_up
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import page
from quarter.web.session import get_session, release_lock


@blueprint.get("/letters/test")
@allow(Permission.TRY_MAIL)
def trial() -> Response:
    return _page()


@blueprint.post("/letters/test")
@allow(Permission.TRY_MAIL)
def send_trial() -> Response:
    """Nothing is stored: the answer is shown at once, and gone with the page."""
    to = get_session().get_one(Person, current_actor().signed_in_id).email
    return _page(reply=_try(to) if mail_is_set_up() else None)


def _try(to: str) -> post.Reply:
    now = clock.now()
    mail = post.letter(
        to=to, sender=office().post.sender, subject=_("A test letter"), date=now,
        text=_("This letter shows that mail from this site arrives."),
        message_id=f"test.{int(now.timestamp() * 1000)}@{office().host}",
    )  # fmt: skip
    release_lock()  # nobody else waits for the mail server
    try:
        return next(office().post.hand_over([mail]))
    except post.AWAY as error:
        return post.Reply(Fate.WAITING, post.say_why(error))


def _page(reply: post.Reply | None = None) -> Response:
    session = get_session()
    to = session.get_one(Person, current_actor().signed_in_id).email
    return page("letters/test.html", to=to, reply=reply, stands_still=stands_still(session, clock.now()))
