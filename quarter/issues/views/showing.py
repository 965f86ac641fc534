"""One issue with its thread, comments, support, and who follows it."""

from flask import Response, abort
from sqlmodel import Session

from quarter.foundation.multilingual import N_, isolated
from quarter.foundation.subjects import get_known
from quarter.issues.models import Issue
from quarter.issues.policy import Permission
from quarter.issues.queries.issue import ShownIssue, list_answers, list_photos, read_issue
from quarter.issues.service import talking
from quarter.issues.views.blueprint import blueprint
from quarter.topics.coming import list_what_comes
from quarter.topics.queries import strip_for, thread_of_topic
from quarter.topics.thread import strip
from quarter.voices import taking_part
from quarter.voices.forms import CommentForm
from quarter.voices.taking_part import Voiced
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


def _find(session: Session, issue_id: int) -> Issue | None:
    return get_known(session, Issue, issue_id, reader=current_actor())


@blueprint.get("/<int:issue_id>")
@allow(Permission.SEE, load=read_issue)
@repeatable
def show(issue: ShownIssue) -> Response:
    return _show(issue)


@blueprint.route("/<int:issue_id>/comments", methods=["GET", "POST"])
@allow(Permission.COMMENT, load=_find)
def comment(issue: Issue) -> Response:
    def show(form: CommentForm) -> Response:
        return _show(read_issue(get_session(), issue.id) or abort(404), form)

    return taking_part.comment(_voiced(issue), talking.comment, show=show)


@blueprint.route("/<int:issue_id>/support", methods=["GET", "POST"])
@allow(Permission.SEE, load=_find)
def support(issue: Issue) -> Response:
    return taking_part.support(_voiced(issue), talking.support)


@blueprint.post("/<int:issue_id>/support/withdraw")
@allow(Permission.SUPPORT, load=_find)
def withdraw_support(issue: Issue) -> Response:
    return taking_part.withdraw_support(_voiced(issue), talking.withdraw_support)


@blueprint.route("/<int:issue_id>/follow", methods=["GET", "POST"])
@allow(Permission.FOLLOW, load=_find)
def follow(issue: Issue) -> Response:
    return taking_part.follow(_voiced(issue))


@blueprint.post("/<int:issue_id>/follow/stop")
@allow(Permission.FOLLOW, load=_find)
def stop_following(issue: Issue) -> Response:
    return taking_part.stop_following(_voiced(issue))


def _voiced(issue: Issue | ShownIssue) -> Voiced:
    hint, reader = "", current_actor()
    if issue.reporter_id == reader.person_id:
        hint = _(
            "Your name stands with it: %(name)s. Who reported the issue is not shown, unless they comment.",
            name=isolated(reader.name),
        )
    return Voiced(
        thing=issue, kind=Issue.subject_kind, subject=issue, permissions=Permission,
        endpoint="issues.show", address={"issue_id": issue.id}, comment_hint=hint,
        support_word=N_("Support this issue"), back_word=N_("Back to the issue"),
        before_support=(Permission.ANSWER, Permission.ASK),
    )  # fmt: skip


def _show(issue: ShownIssue, form: CommentForm | None = None) -> Response:
    session, reader = get_session(), current_actor()
    thread = thread_of_topic(session, issue.topic_id, reader=reader) if issue.topic_id else []
    return taking_part.show(
        "issues/show.html",
        _voiced(issue),
        form,
        issue=issue,
        answers=list_answers(session, issue.id),
        photos=list_photos(session, issue.id),
        thread=thread,
        coming=list_what_comes(session, issue.topic_id, reader=reader) if issue.topic_id else [],
        strip=strip(thread, raised_by=issue.id) if thread else strip_for(session, "issue", issue, reader=reader),
    )
