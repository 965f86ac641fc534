"""Putting an issue under a topic, one that is there or a new one."""

from flask import Response, abort, request

from quarter.foundation import clock
from quarter.issues.forms import AttachForm
from quarter.issues.models import Issue
from quarter.issues.policy import Permission
from quarter.issues.queries.issue import get_issue
from quarter.issues.service import attaching
from quarter.issues.views.blueprint import blueprint
from quarter.topics.forms import TopicForm
from quarter.topics.models import Topic
from quarter.topics.queries import get_topic, list_topics_of_group
from quarter.web.forms import Option, carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:issue_id>/topic", methods=["GET", "POST"])
@allow(Permission.ATTACH, load=get_issue)
def attach(issue: Issue) -> Response:
    form = _attach_form(issue)

    def deed() -> Response:
        topic = get_topic(get_session(), form.topic.data)
        if topic is None or topic.group_id != issue.group_id:
            abort(404)
        attaching.attach_to_topic(get_session(), current_actor(), issue, topic, now=clock.now())
        return _attached(issue, topic)

    def show() -> Response:
        return _topic_page(issue, form, TopicForm(formdata=None, title=issue.title, lang=issue.lang))

    return carry_out(form, deed, show)


@blueprint.route("/<int:issue_id>/topic/new", methods=["GET", "POST"])
@allow(Permission.ATTACH, load=get_issue)
def open_topic(issue: Issue) -> Response:
    """The form stands on the page before; GET leads there."""
    if request.method == "GET":
        return redirect_to("issues.attach", issue_id=issue.id)
    form = TopicForm()

    def deed() -> Response:
        topic = attaching.open_topic_from(
            get_session(), current_actor(), issue,
            title=tidy(form.title.data), summary=tidy(form.summary.data), lang=form.lang.data, now=clock.now(),
        )  # fmt: skip
        return _attached(issue, topic)

    return carry_out(form, deed, show=lambda: _topic_page(issue, _attach_form(issue), form))


def _attach_form(issue: Issue) -> AttachForm:
    form = AttachForm(topic=issue.topic_id)
    topics = list_topics_of_group(get_session(), issue.group_id)
    form.topic.choices = [Option("", _("Please choose")), *(Option(row.id, row.title) for row in topics)]
    return form


def _topic_page(issue: Issue, attach_form: AttachForm, topic_form: TopicForm) -> Response:
    return page("issues/topic.html", issue=issue, attach_form=attach_form, topic_form=topic_form)


def _attached(issue: Issue, topic: Topic) -> Response:
    flash_done(
        _(
            "The issue now belongs to the topic “%(title)s”. Its page tells what becomes of it.",
            title=topic.title,
        )
    )
    return redirect_to("issues.show", issue_id=issue.id)
