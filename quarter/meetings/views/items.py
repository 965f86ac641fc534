"""The secretary's page: one item of the running meeting, with its notes and what came of it."""

from typing import Any

from flask import Response, request

from quarter.actions.queries.listing import list_open
from quarter.decisions.domain import Result
from quarter.decisions.explanation import Explanation, explain
from quarter.decisions.queries.decision import get_result
from quarter.foundation import clock
from quarter.meetings.convening import say_convening
from quarter.meetings.domain import ItemKind, MeetingState, Office
from quarter.meetings.forms.assembly import NotesForm
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import AgendaLine, current_item, find_known, get_item, list_agenda, next_item
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.queries.invitations import find_convening
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.queries.motions import list_moved
from quarter.meetings.queries.outcomes import Outcomes, list_outcomes
from quarter.meetings.queries.presence import get_offices, list_conflicted
from quarter.meetings.queries.standing import list_minutes_to_approve, list_reported
from quarter.meetings.service import course as service
from quarter.meetings.timetable import plan_times
from quarter.meetings.views.blueprint import blueprint
from quarter.meetings.views.notes import save_notes, say_others
from quarter.meetings.views.text_blocks import add_block, has_blocks
from quarter.web.forms import carry_out
from quarter.web.locale import gettext as _
from quarter.web.locale import page_words, timezone_name
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.get("/items/<int:item_id>")
@allow(Permission.SEE, load=find_known)
def find_item(item: AgendaItem) -> Response:
    """The address of an item for rooms that know only its number."""
    return redirect_to("meetings.show", meeting_id=item.meeting_id, _anchor=f"item-{item.id}")


@blueprint.route("/<int:meeting_id>/items/<int:item_id>", methods=["GET", "POST"])
@allow(Permission.WRITE_NOTES, load=get_meeting, part=get_item)
def item(meeting: Meeting, item: AgendaItem) -> Response:
    form = NotesForm(obj=item)
    if not form.is_submitted():
        form.begin_from(item)

    def deed() -> Response:
        add_block(meeting, form)
        save_notes(meeting, item, form)
        return _go_on(meeting, item)

    def show() -> Response:
        return page("meetings/item.html", form=form, **_shown(meeting, item))

    return carry_out(form, deed, show, changes=item)


@blueprint.post("/<int:meeting_id>/items/<int:item_id>/begin")
@allow(Permission.RUN, load=get_meeting, part=get_item)
def begin_item(meeting: Meeting, item: AgendaItem) -> Response:
    service.begin_item(get_session(), current_actor(), meeting, item, now=clock.now())
    return redirect_to("meetings.item", meeting_id=meeting.id, item_id=item.id)


def _go_on(meeting: Meeting, item: AgendaItem) -> Response:
    """After saving: stay, or begin the next item if that was the button."""
    following = next_item(list_agenda(get_session(), meeting.id), item.id)
    if request.form.get("then") != "next" or meeting.state is not MeetingState.RUNNING:
        flash_done(_("Your notes are saved."))
        return redirect_to("meetings.item", meeting_id=meeting.id, item_id=item.id)
    if following is None:
        flash_done(_("Your notes are saved. That was the last item: now end the meeting."))
        return redirect_to("meetings.end", meeting_id=meeting.id)
    upcoming = get_session().get_one(AgendaItem, following.id)
    service.begin_item(get_session(), current_actor(), meeting, upcoming, now=clock.now())
    flash_done(_("Your notes are saved, and the next item has begun."))
    return redirect_to("meetings.item", meeting_id=meeting.id, item_id=following.id)


def _shown(meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    agenda = list_agenda(get_session(), meeting.id)
    timetable, current = plan_times(agenda, meeting.starts_at, meeting.planned_minutes), current_item(agenda)
    row = next(row for row in agenda if row.id == item.id)
    return {
        "meeting": meeting,
        "item": item,
        "number": row.number,
        "title_lang": row.lang,
        "agenda": agenda,
        "current": current,
        "delay": timetable.find_delay(current, clock.now()),
        "following": next_item(agenda, item.id),
        "others": say_others(item),
        "has_blocks": has_blocks(meeting),
        "now": clock.now(),
        **_who_is_there(meeting, item),
        **_what_came_of(row),
        **_standing(meeting, item),
    }


def _who_is_there(meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    session = get_session()
    assembly, offices = get_assembly(session, meeting, timezone=timezone_name()), get_offices(session, meeting)
    without = list_conflicted(session, item.id)
    return {
        "assembly": assembly,
        "quorum": assembly.find_quorum_at(clock.now(), without=without),
        "conflicted": [seat.name for seat in assembly.seats if seat.seat_id in without],
        "holders": {office: assembly.list_holders(office, offices.find(item.id, office)) for office in Office},
    }


def _what_came_of(row: AgendaLine) -> dict[str, Any]:
    outcomes = list_outcomes(get_session(), [row], reader=current_actor())
    return {
        "outcomes": outcomes,
        "moved": list_moved(get_session(), [decision.id for decision in outcomes[row.id].decisions]),
        "explanations": _explained(outcomes[row.id]),
    }


def _standing(meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    """What a standing item is about: minutes to approve, or the open actions, as of its beginning if it has begun."""
    session = get_session()
    if item.kind is ItemKind.APPROVAL:
        return {"to_approve": list_minutes_to_approve(session, meeting)}
    if item.kind is ItemKind.OPENING:
        return {"finding": say_convening(find_convening(session, meeting, timezone_name()), page_words())}
    if item.kind is not ItemKind.ACTIONS:
        return {}
    if item.started_at:
        return {"open_actions": list_reported(session, [item.id])[item.id]}
    return {"open_actions": list_open(session, meeting.group_id)}


def _explained(found: Outcomes) -> dict[int, tuple[Result, Explanation]]:
    """Each counted decision's result, with its reasons in words."""
    results = {row.id: get_result(row) for row in found.decisions}
    return {key: (result, explain(result, page_words())) for key, result in results.items() if result}
