"""Topics and their threads."""

from flask import Blueprint, Response, request
from sqlmodel import Session

from quarter.foundation import clock
from quarter.foundation.subjects import get_known
from quarter.groups.models import Group
from quarter.groups.queries import get_group, list_groups
from quarter.topics import queries, service
from quarter.topics.coming import list_what_comes
from quarter.topics.forms import AnnouncementForm, TopicForm
from quarter.topics.models import Announcement, Topic
from quarter.topics.policy import Permission
from quarter.topics.queries import ClosedThing
from quarter.topics.thread import strip
from quarter.voices import taking_part
from quarter.voices.queries import get_part
from quarter.voices.taking_part import Voiced
from quarter.web.filters import chosen_filters
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, by_argument, can, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session

blueprint = Blueprint("topics", __name__, url_prefix="/topics")


def _find(session: Session, topic_id: int) -> Topic | None:
    return get_known(session, Topic, topic_id, reader=current_actor())


@blueprint.get("")
@allow(Permission.SEE)
@repeatable
def index() -> Response:
    chosen = chosen_filters(quarter=int, group=int)
    topics = queries.list_topics(get_session(), **chosen, after=request.args.get("after"))
    groups = [group for group in list_groups(get_session()) if can(Permission.OPEN, group)]
    return page("topics/index.html", topics=topics, groups=groups)


@blueprint.get("/<int:topic_id>")
@allow(Permission.SEE, load=queries.get_topic)
@repeatable
def show(topic: Topic) -> Response:
    session, reader = get_session(), current_actor()
    thread = queries.thread_of_topic(session, topic.id, reader=reader)
    return page(
        "topics/show.html",
        fragment="voices/_follow.html",
        topic=topic,
        thread=thread,
        strip=strip(thread),
        coming=list_what_comes(session, topic.id, reader=reader),
        closed=queries.list_closed(session, topic.id, reader=reader) if can(Permission.ANNOUNCE, topic) else [],
        at=_voiced(topic),
        part=get_part(session, Topic.subject_kind, topic.id, reader.person_id),
    )


@blueprint.route("/<int:topic_id>/follow", methods=["GET", "POST"])
@allow(Permission.FOLLOW, load=_find)
def follow(topic: Topic) -> Response:
    return taking_part.follow(_voiced(topic))


@blueprint.post("/<int:topic_id>/follow/stop")
@allow(Permission.FOLLOW, load=_find)
def stop_following(topic: Topic) -> Response:
    return taking_part.stop_following(_voiced(topic))


def _voiced(topic: Topic) -> Voiced:
    return Voiced(
        thing=topic, kind=Topic.subject_kind, subject=topic, permissions=Permission,
        endpoint="topics.show", address={"topic_id": topic.id},
    )  # fmt: skip


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.OPEN, load=by_argument("group", get_group))
def open_topic(group: Group) -> Response:
    form = TopicForm()

    def deed() -> Response:
        topic = service.open_topic(get_session(), current_actor(), group, now=clock.now(), **_written(form))
        flash_done(_("The topic is open. Now attach issues or put it on an agenda."))
        return redirect_to("topics.show", topic_id=topic.id)

    return carry_out(form, deed, show=lambda: page("topics/form.html", form=form, topic=None))


@blueprint.route("/<int:topic_id>/edit", methods=["GET", "POST"])
@allow(Permission.DESCRIBE, load=queries.get_topic)
def describe(topic: Topic) -> Response:
    form = TopicForm(obj=topic)

    def deed() -> Response:
        service.describe_topic(
            get_session(), current_actor(), topic, expected=form.version.seen, now=clock.now(), **_written(form)
        )
        flash_done(_("The description is saved."))
        return redirect_to("topics.show", topic_id=topic.id)

    return carry_out(form, deed, show=lambda: page("topics/form.html", form=form, topic=topic), changes=topic)


@blueprint.route("/<int:topic_id>/announce/<kind>/<int:subject_id>", methods=["GET", "POST"])
@allow(Permission.ANNOUNCE, load=queries.get_closed_thing)
def announce(closed: ClosedThing) -> Response:
    form = AnnouncementForm()
    if not form.is_submitted():  # whoever wrote something keeps it, and reads why it cannot be said
        service.must_be_closed(closed.subject)

    def deed() -> Response:
        words = {"title": tidy(form.title.data), "reason": tidy(form.reason.data), "lang": form.lang.data}
        service.announce(get_session(), current_actor(), closed.topic, closed.subject, now=clock.now(), **words)
        flash_done(_("This is announced now; everybody reads it here. What it is about stays closed."))
        return redirect_to("topics.show", topic_id=closed.topic.id)

    def show() -> Response:
        return page("topics/announce.html", form=form, topic=closed.topic, thing=closed.subject)

    return carry_out(form, deed, show)


@blueprint.get("/announcements/<int:announcement_id>")
@allow(Permission.SEE, load=queries.get_announcement)
def announcement(announcement: Announcement) -> Response:
    """An announcement is read in the topic's thread."""
    return redirect_to("topics.show", topic_id=announcement.topic_id, _anchor="thread")


def _written(form: TopicForm) -> dict[str, str]:
    return {"title": tidy(form.title.data), "summary": tidy(form.summary.data), "lang": form.lang.data}
