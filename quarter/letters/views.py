"""What somebody follows, and the way out of it: from the list, from a mail, and by the mail program itself."""

from flask import Blueprint, Response, abort, current_app, request
from flask.blueprints import BlueprintSetupState
from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.issues.models import Issue
from quarter.notifications import queries
from quarter.notifications.policy import Permission
from quarter.notifications.stop_links import Followed, unseal
from quarter.topics.models import Topic
from quarter.voices import service as voices
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor, public
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session

blueprint = Blueprint("notifications", __name__, url_prefix="/notifications")


@blueprint.get("")
@allow(Permission.SEE_OWN)
def index() -> Response:
    return page("notifications/index.html", followed=queries.list_followed(get_session(), reader=current_actor()))


@blueprint.route("/stop/<token>", methods=["GET", "POST"])
@public("Whoever has the mail may stop such mails, without an account at hand.")
def stop(token: str) -> Response:
    """A link in a mail only asks; pressing the button, or the mail program's own one (RFC 8058), does it."""
    session, followed = get_session(), unseal(str(current_app.secret_key), token)
    subject = _find(session, followed) if followed else None
    if followed is None or subject is None:
        abort(404)
    if request.method == "GET":
        return page("notifications/stop.html", subject=subject, kind=followed.kind)
    voices.stop_following(session, Actor(followed.person_id), subject)
    if "List-Unsubscribe" in request.form:
        return Response()  # a mail program wants no page, and must not be led elsewhere
    flash_done(_("You get no more mails about this."))
    return redirect_to(f"{followed.kind}s.show", **{f"{followed.kind}_id": followed.subject_id})


@blueprint.record_once
def take_from_mail_programs(state: BlueprintSetupState) -> None:
    """They have no form of ours and no cookie; the signed link says all."""
    state.app.extensions["csrf"].exempt(stop)


def _find(session: Session, followed: Followed) -> Issue | Topic | None:
    if followed.kind == Issue.subject_kind:
        return session.get(Issue, followed.subject_id)
    return session.get(Topic, followed.subject_id)
