"""The list, one meeting with its invitation, and planning."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request

from quarter.charters.queries import get_charter
from quarter.foundation import clock
from quarter.groups.models import Group
from quarter.groups.queries import get_group, list_groups
from quarter.meetings.domain import ItemKind, MeetingState, Notice, days_late, last_day_to_invite, list_starts
from quarter.meetings.forms.meetings import CallOffForm, MeetingForm
from quarter.meetings.models import Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import AgendaLine, current_item, list_agenda, visible_items
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.queries.attachments import list_attachments
from quarter.meetings.queries.corrections import list_corrected
from quarter.meetings.queries.invitations import has_changed_since_sent
from quarter.meetings.queries.meetings import MeetingOfGroup, get_meeting, get_meeting_of_group, list_coming, list_past
from quarter.meetings.queries.outcomes import list_outcomes
from quarter.meetings.queries.proposals import OwnProposal, list_own_proposals
from quarter.meetings.queries.standing import MinutesToApprove, list_minutes_to_approve
from quarter.meetings.service import planning as service
from quarter.meetings.timetable import plan_times
from quarter.meetings.views.blueprint import blueprint
from quarter.meetings.views.speaking import show_speaking
from quarter.web.filters import chosen_filters
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import get_masthead, ngettext, timezone_name, today
from quarter.web.locale import gettext as _
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
        coming=[] if after else list_coming(get_session(), now=clock.now(), **chosen),
        past=list_past(get_session(), now=clock.now(), **chosen, after=after),
        groups=[group for group in list_groups(get_session()) if can(Permission.SCHEDULE, group)],
        after=after,
        proposes_to=chosen["group"] or get_masthead().group_id,
        own_proposals=_own_proposals(),
    )


def _own_proposals() -> Sequence[OwnProposal]:
    actor = current_actor()
    return list_own_proposals(get_session(), actor.person_id) if actor.person_id else ()


@blueprint.get("/<int:meeting_id>")
@allow(Permission.SEE, load=get_meeting_of_group)
@repeatable
def show(of: MeetingOfGroup) -> Response:
    session, meeting = get_session(), of.meeting
    whole = list_agenda(session, meeting.id)
    agenda = visible_items(whole, sees_all=can(Permission.SEE_ALL_ITEMS, meeting))
    current, timetable = current_item(whole), plan_times(whole, meeting.starts_at, meeting.planned_minutes)
    return page(
        "meetings/show.html",
        of=of,
        meeting=meeting,
        group=of.group,
        agenda=agenda,
        hidden=len(whole) - len(agenda),
        is_the_day=clock.local_date(meeting.starts_at, timezone_name()) <= today(),
        current=current,
        timetable=timetable,
        notice=_notice(meeting),
        has_changed=has_changed_since_sent(whole, meeting),
        delay=timetable.find_delay(current, clock.now()),
        outcomes=list_outcomes(session, agenda, reader=current_actor()),
        files=list_attachments(session, meeting.id),
        corrected=list_corrected(session, meeting.id),
        to_approve=_minutes_to_approve(meeting, agenda),
        **_who_is_there(meeting),
        **show_speaking(meeting, current),
    )


def _who_is_there(meeting: Meeting) -> dict[str, Any]:
    assembly = get_assembly(get_session(), meeting, timezone=timezone_name())
    held = {seat.seat_id for seat in current_actor().seats}
    return {
        "assembly": assembly,
        "own_seats": [seat for seat in assembly.seats if seat.seat_id in held],
        "quorum": assembly.find_quorum_at(clock.now()),
    }


def _notice(meeting: Meeting) -> Notice | None:
    """What the charter asks of an invitation today, for whoever may send it."""
    if meeting.state is not MeetingState.PLANNED or not can(Permission.INVITE, meeting):
        return None
    held_on = clock.local_date(meeting.starts_at, timezone_name())
    days = get_charter(get_session(), meeting.group_id).notice_days
    return Notice(days, last_day_to_invite(held_on, days), days_late(today(), held_on, days))


def _minutes_to_approve(meeting: Meeting, agenda: list[AgendaLine]) -> Sequence[MinutesToApprove]:
    """What the agenda's item about earlier minutes names; nothing, if it has none."""
    if all(item.kind is not ItemKind.APPROVAL for item in agenda):
        return ()
    return list_minutes_to_approve(get_session(), meeting)


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.SCHEDULE, load=by_argument("group", get_group))
def schedule(group: Group) -> Response:
    form = MeetingForm(lang=group.lang)

    def deed() -> Response:
        meeting, *others = service.schedule_series(
            get_session(), current_actor(), group, _starts(form),
            **_where(form), lang=form.lang.data, now=clock.now(),
        )  # fmt: skip
        return _planned(group, 1 + len(others)) if others else _to_its_agenda(meeting)

    return carry_out(form, deed, show=lambda: page("meetings/form.html", form=form, group=group, meeting=None))


def _starts(form: MeetingForm) -> list[datetime]:
    return list_starts(form.instant, form.rhythm.data, form.times.data or 1, ZoneInfo(timezone_name()))


def _planned(group: Group, count: int) -> Response:
    said = ngettext(
        "%(num)d meeting is planned.", "%(num)d meetings are planned. Each is one of its own now.", count
    )  # fmt: skip
    flash_done(said)
    return redirect_to("meetings.index", group=group.id)


def _to_its_agenda(meeting: Meeting) -> Response:
    flash_done(_("The meeting is planned. Now put items on its agenda, then invite the group."))
    return redirect_to("meetings.agenda", meeting_id=meeting.id)


@blueprint.route("/<int:meeting_id>/edit", methods=["GET", "POST"])
@allow(Permission.SCHEDULE, load=get_meeting)
def edit(meeting: Meeting) -> Response:
    form = MeetingForm(obj=meeting)
    form.settle()

    def deed() -> Response:
        service.change(
            get_session(), current_actor(), meeting,
            **_where(form), starts_at=form.instant, expected=form.version.seen, now=clock.now(),
        )  # fmt: skip
        flash_done(_("Time and place are saved. Calendars that hold the meeting are told on their next update."))
        return redirect_to("meetings.show", meeting_id=meeting.id)

    def show() -> Response:
        return page("meetings/form.html", form=form, group=None, meeting=meeting)

    return carry_out(form, deed, show, changes=meeting)


@blueprint.route("/<int:meeting_id>/call-off", methods=["GET", "POST"])
@allow(Permission.SCHEDULE, load=get_meeting)
def call_off(meeting: Meeting) -> Response:
    form = CallOffForm()

    def deed() -> Response:
        service.call_off(get_session(), current_actor(), meeting, because=tidy(form.because.data), now=clock.now())
        flash_done(_("The meeting is called off."))
        return redirect_to("meetings.show", meeting_id=meeting.id)

    return carry_out(form, deed, show=lambda: page("meetings/call_off.html", form=form, meeting=meeting))


def _where(form: MeetingForm) -> dict[str, Any]:
    return {
        "held": form.held.data,
        "planned_minutes": form.planned_minutes.data,
        "place": tidy(form.place.data),
        "link": tidy(form.link.data),
    }
