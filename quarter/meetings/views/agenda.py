"""Setting the agenda."""

from typing import Any

from flask import Response, request

from quarter.foundation import clock
from quarter.meetings.forms.agenda import FreeItemForm, PlaceForm, TopicItemForm, WhichMeetingForm
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import AgendaLine, get_item, list_agenda, list_free_topics
from quarter.meetings.queries.carry_over import list_not_reached
from quarter.meetings.queries.meetings import get_meeting, list_ahead
from quarter.meetings.queries.proposals import list_waiting_proposals
from quarter.meetings.service import agenda as service
from quarter.meetings.timetable import plan_times
from quarter.meetings.views.blueprint import blueprint
from quarter.topics.models import Topic
from quarter.topics.queries import get_topic
from quarter.web.forms import Option, carry_out, tidy
from quarter.web.locale import exactly
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, by_argument, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>/agenda")
@allow(Permission.SET_AGENDA, load=get_meeting)
def agenda(meeting: Meeting) -> Response:
    return _agenda(meeting)


@blueprint.post("/<int:meeting_id>/agenda/topics")
@allow(Permission.SET_AGENDA, load=get_meeting)
def add_topic(meeting: Meeting) -> Response:
    form = _topic_form(meeting)

    def deed() -> Response:
        topic = get_session().get_one(Topic, form.topic.data)
        minutes = form.minutes_planned.data
        service.add_topic(get_session(), current_actor(), meeting, topic, minutes_planned=minutes, now=clock.now())
        flash_done(_("The topic is on the agenda. Everybody can see it now."))
        return redirect_to("meetings.agenda", meeting_id=meeting.id)

    return carry_out(form, deed, show=lambda: _agenda(meeting, topic_form=form))


@blueprint.route("/agenda", methods=["GET", "POST"])
@allow(Permission.SET_AGENDA, load=by_argument("topic", get_topic))
def put_on_agenda(topic: Topic) -> Response:
    """From the topic's side: which of the coming meetings talks about it."""
    form = _which_meeting_form(topic)

    def deed() -> Response:
        meeting = get_session().get_one(Meeting, form.meeting.data)
        minutes = form.minutes_planned.data
        service.add_topic(get_session(), current_actor(), meeting, topic, minutes_planned=minutes, now=clock.now())
        flash_done(_("The topic is on the agenda. Everybody can see it now."))
        return redirect_to("topics.show", topic_id=topic.id)

    return carry_out(form, deed, show=lambda: page("meetings/put_on_agenda.html", form=form, topic=topic))


@blueprint.post("/<int:meeting_id>/agenda/items")
@allow(Permission.SET_AGENDA, load=get_meeting)
def add_item(meeting: Meeting) -> Response:
    form = _free_form(meeting)

    def deed() -> Response:
        item = service.add_item(get_session(), current_actor(), meeting, **written_item(form), now=clock.now())
        if service.is_public(get_session(), item):
            flash_done(_("The item is on the agenda. Everybody can see it now."))
        else:
            flash_done(_("The item is on the agenda. Only the group can see it."))
        return redirect_to("meetings.agenda", meeting_id=meeting.id)

    return carry_out(form, deed, show=lambda: _agenda(meeting, free_form=form))


@blueprint.post("/<int:meeting_id>/agenda/items/<int:item_id>/up")
@allow(Permission.SET_AGENDA, load=get_meeting, part=get_item)
def move_up(meeting: Meeting, item: AgendaItem) -> Response:
    return _move(meeting, item, up=True)


@blueprint.post("/<int:meeting_id>/agenda/items/<int:item_id>/down")
@allow(Permission.SET_AGENDA, load=get_meeting, part=get_item)
def move_down(meeting: Meeting, item: AgendaItem) -> Response:
    return _move(meeting, item, up=False)


@blueprint.post("/<int:meeting_id>/agenda/items/<int:item_id>/place")
@allow(Permission.SET_AGENDA, load=get_meeting, part=get_item)
def put_item_at(meeting: Meeting, item: AgendaItem) -> Response:
    form = PlaceForm()
    form.place.id = f"place-{item.id}"

    def deed() -> Response:
        service.put_item_at(get_session(), current_actor(), meeting, item, form.place.data, now=clock.now())
        return _at_item(item)

    return carry_out(form, deed, show=lambda: _agenda(meeting, place_form=form))


@blueprint.route("/<int:meeting_id>/agenda/items/<int:item_id>/remove", methods=["GET", "POST"])
@allow(Permission.SET_AGENDA, load=get_meeting, part=get_item)
def remove_item(meeting: Meeting, item: AgendaItem) -> Response:
    if request.method == "GET":
        return page("meetings/remove_item.html", meeting=meeting, item=item)
    service.remove_item(get_session(), current_actor(), meeting, item, now=clock.now())
    flash_done(_("The item is off the agenda."))
    return redirect_to("meetings.agenda", meeting_id=meeting.id)


def _move(meeting: Meeting, item: AgendaItem, *, up: bool) -> Response:
    service.move_item(get_session(), current_actor(), meeting, item, up=up, now=clock.now())
    return _at_item(item)


def _at_item(item: AgendaItem) -> Response:
    return redirect_to("meetings.agenda", meeting_id=item.meeting_id, _anchor=f"item-{item.id}")


def _topic_form(meeting: Meeting, **kwargs: None) -> TopicItemForm:
    form = TopicItemForm(**kwargs)
    topics = list_free_topics(get_session(), meeting)
    form.topic.choices = [Option("", _("Please choose"))] + [Option(row.id, row.title) for row in topics]
    return form


def _free_form(meeting: Meeting, agenda: list[AgendaLine] | None = None, **kwargs: None) -> FreeItemForm:
    form = FreeItemForm(prefix="free-", lang=meeting.lang, **kwargs)
    rows = list_agenda(get_session(), meeting.id) if agenda is None else agenda
    form.parent.choices = places_for_parts(rows)
    return form


def places_for_parts(agenda: list[AgendaLine], item: AgendaItem | None = None) -> list[Option]:
    """Where an item can stand: by itself, or under an item that is no part itself."""
    wholes = [row for row in agenda if not row.part and (item is None or row.id != item.id)]
    return [
        Option("", _("As an item of its own")),
        *(Option(row.id, _("Under item %(number)s: %(title)s", number=row.number, title=row.title)) for row in wholes),
    ]


def written_item(form: FreeItemForm) -> dict[str, Any]:
    """What the service takes from the form; the parent is one of the choices, so it is there."""
    parent = form.parent.data if form.parent else None
    return {
        "title": tidy(form.title.data),
        "lang": form.lang.data,
        "minutes_planned": form.minutes_planned.data,
        "is_public": not (form.group_only and form.group_only.data),
        "parent": get_session().get_one(AgendaItem, parent) if parent else None,
    }


def _which_meeting_form(topic: Topic) -> WhichMeetingForm:
    form = WhichMeetingForm()
    form.meeting.choices = meeting_choices(topic.group_id)
    return form


def meeting_choices(group_id: int) -> list[Option]:
    """The group's running and coming meetings, the next first."""
    return [
        Option(row.id, _("Meeting %(number)d: %(time)s", number=row.number, time=exactly(row.starts_at)))
        for row in list_ahead(get_session(), group_id)
    ]


def _agenda(
    meeting: Meeting,
    *,
    topic_form: TopicItemForm | None = None,
    free_form: FreeItemForm | None = None,
    place_form: PlaceForm | None = None,
) -> Response:
    agenda = list_agenda(get_session(), meeting.id)
    return page(
        "meetings/agenda.html",
        fragment="meetings/_agenda.html",
        meeting=meeting,
        agenda=agenda,
        timetable=plan_times(agenda, meeting.starts_at, meeting.planned_minutes),
        proposals=list_waiting_proposals(get_session(), meeting.group_id),
        not_reached=list_not_reached(get_session(), meeting),
        topic_form=topic_form or _topic_form(meeting, formdata=None),
        place_form=place_form,
        free_form=free_form or _free_form(meeting, agenda, formdata=None),
    )
