"""One issue with its thread, comments, support, and who follows it."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from quarter.accounts import entrance
from quarter.accounts.entrance import Arrival
from quarter.foundation import clock
from quarter.issues import queries, service
from quarter.issues.forms import CommentForm
from quarter.issues.models import Issue
from quarter.issues.policy import Permission
from quarter.issues.views.blueprint import blueprint
from quarter.topics.coming import list_what_comes
from quarter.topics.queries import strip_for, thread_of_topic
from quarter.topics.thread import strip
from quarter.web.forms import carry_out, tidy
from quarter.web.permits import allow, can, current_actor, require
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session

# The parts of the page that htmx can ask for, by the id of what they replace.
FRAGMENTS = {
    "comments": "issues/_comments.html",
    "support": "issues/_support.html",
    "follow": "issues/_follow.html",
}


@blueprint.get("/<int:issue_id>")
@allow(Permission.SEE, load=queries.read_issue)
@repeatable
def show(issue: Any) -> Response:
    return _show(issue, CommentForm(formdata=None) if can(Permission.COMMENT, issue) else None)


@blueprint.route("/<int:issue_id>/comments", methods=["GET", "POST"])
@allow(Permission.COMMENT, load=queries.get_issue)
def comment(issue: Issue) -> Response:
    """GET leads people who have just signed in to the form."""
    if request.method == "GET":
        return redirect_to("issues.show", issue_id=issue.id, _anchor="comments")
    form = CommentForm()

    def deed() -> Response:
        text, lang = tidy(form.text.data), form.lang.data
        service.comment(get_session(), current_actor(), issue, text=text, lang=lang, now=clock.now())
        flash_done(_("Your comment is here for everyone to read."))
        return redirect_to("issues.show", issue_id=issue.id, _anchor="comments")

    return carry_out(form, deed, show=lambda: _show(queries.read_issue(get_session(), issue.id), form))


@blueprint.route("/<int:issue_id>/support", methods=["GET", "POST"])
@allow(Permission.SEE, load=queries.get_issue)
def support(issue: Issue) -> Response:
    """A visitor is asked here who they are, and has supported it with the press that answers."""
    to = request.form.get("to")
    if not current_actor().is_signed_in and (request.method == "GET" or to):
        return _support_at_the_door(issue, entrance.at_the_door(to))
    if request.method == "POST":
        require(Permission.SUPPORT, issue)
        service.support(get_session(), current_actor(), issue, now=clock.now())
    return redirect_to("issues.show", issue_id=issue.id, _anchor="support")


def _support_at_the_door(issue: Issue, arrival: Arrival) -> Response:
    if arrival.person is None:
        return page("issues/support.html", issue=issue, arrival=arrival, status=arrival.status)
    entrance.begin(arrival.person)
    if not can(Permission.SUPPORT, issue):
        return redirect_to("issues.show", issue_id=issue.id)
    service.support(get_session(), current_actor(), issue, now=clock.now())
    flash_done(_("Thank you, your support counts."))
    return redirect_to("issues.show", issue_id=issue.id)


@blueprint.post("/<int:issue_id>/support/withdraw")
@allow(Permission.SUPPORT, load=queries.get_issue)
def withdraw_support(issue: Issue) -> Response:
    service.withdraw_support(get_session(), current_actor(), issue, now=clock.now())
    return redirect_to("issues.show", issue_id=issue.id, _anchor="support")


@blueprint.route("/<int:issue_id>/follow", methods=["GET", "POST"])
@allow(Permission.FOLLOW, load=queries.get_issue)
def follow(issue: Issue) -> Response:
    """GET leads people who have just signed in to the button."""
    if request.method == "POST":
        service.follow(get_session(), current_actor(), issue, now=clock.now())
    return redirect_to("issues.show", issue_id=issue.id, _anchor="follow")


@blueprint.post("/<int:issue_id>/follow/stop")
@allow(Permission.FOLLOW, load=queries.get_issue)
def stop_following(issue: Issue) -> Response:
    service.stop_following(get_session(), current_actor(), issue)
    return redirect_to("issues.show", issue_id=issue.id, _anchor="follow")


def _show(issue: Any, form: CommentForm | None) -> Response:
    """The issue's page; or the part of it that htmx asked for."""
    session, reader = get_session(), current_actor()
    thread = thread_of_topic(session, issue.topic_id, reader=reader) if issue.topic_id else []
    response = page(
        "issues/show.html",
        fragment=FRAGMENTS.get(request.headers.get("HX-Target", "").rpartition("#")[2]),
        issue=issue,
        form=form,
        answers=queries.list_answers(session, issue.id),
        comments=queries.list_comments(session, issue.id, request.args.get("after")),
        photos=queries.list_photos(session, issue.id),
        part=queries.get_part(session, issue.id, reader.person_id),
        thread=thread,
        coming=list_what_comes(session, issue.topic_id, reader=reader) if issue.topic_id else [],
        strip=strip(thread, raised_by=issue.id) if thread else strip_for(session, "issue", issue, reader=reader),
    )
    if "HX-Target" not in response.headers["Vary"]:
        response.vary.add("HX-Target")
    return response
