"""The secretary's page: one item of the running meeting, with its notes and what came of it."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from quarter.actions.queries.listing import list_open
from quarter.decisions.domain import Result
from quarter.decisions.explanation import Explanation, explain
from quarter.decisions.queries.decision import get_result
from quarter.foundation import clock
from quarter.foundation.db import LostUpdate
from quarter.foundation.refusals import Refusal
from quarter.meetings.convening import say_convening
from quarter.meetings.domain import ItemKind, MeetingState, Office
from quarter.meetings.forms.room import NotesForm
from quarter.meetings.models import AgendaItem
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import ItemOfMeeting, current_item, find_by_id, get_item, list_agenda, next_item
from quarter.meetings.queries.invitations import find_convening
from quarter.meetings.queries.motions import list_moved
from quarter.meetings.queries.outcomes import Outcomes, list_outcomes
from quarter.meetings.queries.presence import get_offices, list_conflicted
from quarter.meetings.queries.room import get_room
from quarter.meetings.queries.standing import list_minutes_to_approve, list_reported
from quarter.meetings.service import course as service
from quarter.meetings.timetable import plan_times
from quarter.meetings.views.blueprint import blueprint
from quarter.meetings.views.notes import save_notes, say_others
from quarter.meetings.views.text_blocks import add_block, has_blocks
from quarter.web.locale import page_words, timezone_name
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.get("/items/<int:item_id>")
@allow(Permission.SEE, load=find_by_id)
def find_item(of: ItemOfMeeting) -> Response:
    """The door of an item for rooms that know only its number."""
    return redirect_to("meetings.show", meeting_id=of.meeting.id, _anchor=f"item-{of.item.id}")


@blueprint.route("/<int:meeting_id>/items/<int:item_id>", methods=["GET", "POST"])
@allow(Permission.WRITE_NOTES, load=get_item)
def item(of: ItemOfMeeting) -> Response:
    form = NotesForm(obj=of.item)
    if not form.is_submitted():
        form.begin_from(of.item)
        return _item(of, form)
    if not form.validate():
        return _item(of, form, status=422)
    add_block(of, form)
    try:
        save_notes(of, form)
    except LostUpdate:
        form.begin_from(of.item)
        return _item(of, form, overtaken=True, status=409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _item(of, form, status=409)
    return _go_on(of)


@blueprint.post("/<int:meeting_id>/items/<int:item_id>/begin")
@allow(Permission.RUN, load=get_item)
def begin_item(of: ItemOfMeeting) -> Response:
    service.begin_item(get_session(), current_actor(), of.meeting, of.item, now=clock.now())
    return redirect_to("meetings.item", meeting_id=of.meeting.id, item_id=of.item.id)


def _go_on(of: ItemOfMeeting) -> Response:
    """After saving: stay, or begin the next item if that was the button."""
    following = next_item(list_agenda(get_session(), of.meeting.id), of.item.id)
    if request.form.get("then") != "next" or of.meeting.state is not MeetingState.RUNNING:
        flash_done(_("Your notes are saved."))
        return redirect_to("meetings.item", meeting_id=of.meeting.id, item_id=of.item.id)
    if following is None:
        flash_done(_("Your notes are saved. That was the last item: now end the meeting."))
        return redirect_to("meetings.end", meeting_id=of.meeting.id)
    upcoming = get_session().get_one(AgendaItem, following.id)
    service.begin_item(get_session(), current_actor(), of.meeting, upcoming, now=clock.now())
    flash_done(_("Your notes are saved, and the next item has begun."))
    return redirect_to("meetings.item", meeting_id=of.meeting.id, item_id=following.id)


def _item(of: ItemOfMeeting, form: NotesForm, *, overtaken: bool = False, status: int = 200) -> Response:
    return page("meetings/item.html", form=form, overtaken=overtaken, status=status, **_shown(of))


def _shown(of: ItemOfMeeting) -> dict[str, Any]:
    session = get_session()
    agenda = list_agenda(session, of.meeting.id)
    timetable = plan_times(agenda, of.meeting.starts_at, of.meeting.planned_minutes)
    current = current_item(agenda)
    room = get_room(session, of.meeting, timezone=timezone_name())
    without = list_conflicted(session, of.item.id)
    offices = get_offices(session, of.meeting)
    row = next(row for row in agenda if row.id == of.item.id)
    outcomes = list_outcomes(session, [row])
    return {
        "meeting": of.meeting,
        "item": of.item,
        "number": row.number,
        "title_lang": row.lang,
        "agenda": agenda,
        "current": current,
        "delay": timetable.find_delay(current, clock.now()),
        "following": next_item(agenda, of.item.id),
        "room": room,
        "quorum": room.find_quorum_at(clock.now(), without=without),
        "conflicted": [seat.name for seat in room.seats if seat.seat_id in without],
        "holders": {office: room.list_holders(office, offices.find(of.item.id, office)) for office in Office},
        "outcomes": outcomes,
        "moved": list_moved(session, [row.id for row in outcomes[of.item.id].decisions]),
        "explanations": _explained(outcomes[of.item.id]),
        **_standing(of),
        "others": say_others(of),
        "has_blocks": has_blocks(of),
        "now": clock.now(),
    }


def _standing(of: ItemOfMeeting) -> dict[str, Any]:
    """What a standing item is about: minutes to approve, or the open actions, as of its beginning if it has begun."""
    session = get_session()
    if of.item.kind is ItemKind.APPROVAL:
        return {"to_approve": list_minutes_to_approve(session, of.meeting)}
    if of.item.kind is ItemKind.OPENING:
        return {"finding": say_convening(find_convening(session, of.meeting, timezone_name()), page_words())}
    if of.item.kind is not ItemKind.ACTIONS:
        return {}
    if of.item.started_at:
        return {"open_actions": list_reported(session, [of.item.id])[of.item.id]}
    return {"open_actions": list_open(session, of.group_id)}


def _explained(found: Outcomes) -> dict[int, tuple[Result, Explanation]]:
    """Each counted decision's result, with its reasons in words."""
    results = {row.id: get_result(row) for row in found.decisions}
    return {key: (result, explain(result, page_words())) for key, result in results.items() if result}
