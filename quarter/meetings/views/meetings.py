"""The list, one meeting with its invitation, and planning."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.foundation.db import LostUpdate
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Group
from quarter.groups.queries import get_group, list_groups
from quarter.meetings import queries, service
from quarter.meetings.forms import MeetingForm
from quarter.meetings.models import Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries import RecordOfMeeting
from quarter.meetings.views.blueprint import blueprint
from quarter.web.filters import chosen_filters
from quarter.web.forms import tidy
from quarter.web.locale import timezone_name, today
from quarter.web.permits import allow, by_argument, can, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get("")
@allow(Permission.SEE)
@repeatable
def index() -> Response:
    chosen = chosen_filters(quarter=int, group=int)
    after = request.args.get("after")
    return page(
        "meetings/index.html",
        coming=[] if after else queries.list_coming(get_session(), **chosen),
        past=queries.list_past(get_session(), **chosen, after=after),
        groups=[group for group in list_groups(get_session()) if can(Permission.SCHEDULE, group)],
        after=after,
    )


@blueprint.get("/<int:meeting_id>")
@allow(Permission.SEE, load=queries.get_record)
@repeatable
def show(recorded: RecordOfMeeting) -> Response:
    session, meeting = get_session(), recorded.meeting
    whole = queries.list_agenda(session, meeting.id)
    agenda = queries.visible_items(whole, sees_all=can(Permission.SEE_ALL_ITEMS, meeting))
    room = queries.get_room(session, meeting, timezone=timezone_name())
    held = {seat.seat_id for seat in current_actor().seats}
    return page(
        "meetings/show.html",
        recorded=recorded,
        meeting=meeting,
        group=recorded.group,
        agenda=agenda,
        hidden=len(whole) - len(agenda),
        is_the_day=clock.local_date(meeting.starts_at, timezone_name()) <= today(),
        current=queries.current_item(whole),
        room=room,
        own_seats=[seat for seat in room.seats if seat.seat_id in held],
        quorum=room.find_quorum_at(clock.now()),
        outcomes=queries.list_outcomes(session, agenda),
        files=queries.list_attachments(session, meeting.id),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.SCHEDULE, load=by_argument("group", get_group))
def schedule(group: Group) -> Response:
    form = MeetingForm(lang=group.lang)
    if not form.is_sent_and_valid():
        return _form(form, group, status=422 if form.is_submitted() else 200)
    meeting = service.schedule(
        get_session(), current_actor(), group, **_written(form), lang=form.lang.data, now=clock.now()
    )
    flash_done(_("The meeting is planned. Now put items on its agenda, then invite the group."))
    return redirect_to("meetings.agenda", meeting_id=meeting.id)


@blueprint.route("/<int:meeting_id>/edit", methods=["GET", "POST"])
@allow(Permission.SCHEDULE, load=queries.get_meeting)
def edit(meeting: Meeting) -> Response:
    form = MeetingForm(obj=meeting)
    del form.lang
    if not form.is_sent_and_valid():
        return _form(form, meeting=meeting, status=422 if form.is_submitted() else 200)
    try:
        service.change(
            get_session(), current_actor(), meeting,
            **_written(form), expected=form.version.data, now=clock.now(),
        )  # fmt: skip
    except LostUpdate:
        form.version.data, form.version.raw_data = meeting.version, None
        return _form(form, meeting=meeting, overtaken=True, status=409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(form, meeting=meeting, status=409)
    flash_done(_("Time and place are saved. Calendars that hold the meeting are told on their next update."))
    return redirect_to("meetings.show", meeting_id=meeting.id)


@blueprint.post("/<int:meeting_id>/invite")
@allow(Permission.INVITE, load=queries.get_meeting)
def invite(meeting: Meeting) -> Response:
    service.invite(get_session(), current_actor(), meeting, now=clock.now())
    flash_done(_("The invitation is on its way to everyone with a seat in the group."))
    return redirect_to("meetings.show", meeting_id=meeting.id)


def _form(
    form: MeetingForm,
    group: Group | None = None,
    *,
    meeting: Meeting | None = None,
    overtaken: bool = False,
    status: int,
) -> Response:
    return page("meetings/form.html", form=form, group=group, meeting=meeting, overtaken=overtaken, status=status)


def _written(form: MeetingForm) -> dict[str, Any]:
    return {
        "starts_at": form.starts_at.data,
        "planned_minutes": form.planned_minutes.data,
        "place": tidy(form.place.data),
        "link": tidy(form.link.data),
    }
