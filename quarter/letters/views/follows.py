"""Which letters somebody gets, and the way out of news: from the list, from a mail, and by the mail program itself."""

from flask import Response, abort, current_app, request
from flask.blueprints import BlueprintSetupState
from sqlmodel import Session

from quarter.accounts import service as accounts
from quarter.accounts.domain import NewsPace
from quarter.accounts.models import Person
from quarter.foundation import clock
from quarter.foundation.actors import Actor
from quarter.issues.models import Issue
from quarter.letters.forms import NewsForm
from quarter.letters.policy import Permission
from quarter.letters.queries.follows import list_followed
from quarter.letters.stop_links import ALL_NEWS, Followed, unseal
from quarter.letters.views.blueprint import blueprint
from quarter.topics.models import Topic
from quarter.voices import service as voices
from quarter.web.forms import carry_out
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor, public
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/notifications", methods=["GET", "POST"])  # where others may link to
@blueprint.route("/letters", methods=["GET", "POST"])
@allow(Permission.SEE_OWN)
def index() -> Response:
    session, actor = get_session(), current_actor()
    form = NewsForm(pace=session.get_one(Person, actor.signed_in_id).news_pace)

    def deed() -> Response:
        accounts.choose_news_pace(session, actor, form.pace.data, now=clock.now())
        flash_done(_("Your choice is saved."))
        return redirect_to("letters.index")

    def show() -> Response:
        return page("letters/index.html", form=form, followed=list_followed(session, reader=actor))

    return carry_out(form, deed, show=show)


@blueprint.route("/notifications/stop/<token>", methods=["GET", "POST"])  # in mails that were sent before
@blueprint.route("/letters/stop/<token>", methods=["GET", "POST"])
@public("Whoever has the mail may stop such mails, without an account at hand.")
def stop(token: str) -> Response:
    """A link in a mail only asks; pressing the button, or the mail program's own one (RFC 8058), does it."""
    session, followed = get_session(), unseal(str(current_app.secret_key), token)
    subject = _find(session, followed) if followed else None
    if followed is None or subject is None:
        abort(404)
    if request.method == "GET":
        return page("letters/stop.html", subject=subject, kind=followed.kind)
    _stop(session, followed, subject)
    if "List-Unsubscribe" in request.form:
        return Response()  # a mail program wants no page, and must not be led elsewhere
    if followed.kind == ALL_NEWS:
        flash_done(_("You get no more news by mail."))
        return redirect_to("home.now")
    flash_done(_("You get no more mails about this."))
    return redirect_to(f"{followed.kind}s.show", **{f"{followed.kind}_id": followed.subject_id})


@blueprint.record_once
def take_from_mail_programs(state: BlueprintSetupState) -> None:
    """They have no form of ours and no cookie; the signed link says all."""
    state.app.extensions["csrf"].exempt(stop)


def _stop(session: Session, followed: Followed, subject: Issue | Topic | Person) -> None:
    actor = Actor(followed.person_id)
    if isinstance(subject, Person):
        accounts.choose_news_pace(session, actor, NewsPace.NEVER, now=clock.now())
    else:
        voices.stop_following(session, actor, subject)


def _find(session: Session, followed: Followed) -> Issue | Topic | Person | None:
    if followed.kind == ALL_NEWS:
        return session.get(Person, followed.person_id)
    if followed.kind == Issue.subject_kind:
        return session.get(Issue, followed.subject_id)
    return session.get(Topic, followed.subject_id)
