"""The minutes: to read, to send round, to approve."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Response
from sqlmodel import Session

from quarter.charters.queries import get_charter
from quarter.foundation import clock
from quarter.meetings.domain import MeetingState
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission as Meetings
from quarter.meetings.queries.agenda import list_agenda, visible_items
from quarter.meetings.queries.attachments import list_attachments
from quarter.meetings.queries.corrections import CorrectingItem, list_corrections
from quarter.minutes.builder import read_version
from quarter.minutes.document import Minutes, RecordStatus, Translation
from quarter.minutes.domain import Extent, MinutesState, last_day_to_object
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.exports.pdf import find_undrawable
from quarter.minutes.forms import ApproveForm
from quarter.minutes.policy import Permission
from quarter.minutes.queries.editions import EditionLine, list_editions
from quarter.minutes.queries.objections import ObjectionLine, list_later_meetings, list_objections
from quarter.minutes.queries.records import RecordOfMeeting, get_approving_item, get_record, get_recorded
from quarter.minutes.service import approval, circulation
from quarter.minutes.service.circulation import has_changed_since
from quarter.minutes.views.blueprint import blueprint
from quarter.minutes.views.files import wanted_extent
from quarter.web.forms import Option, carry_out
from quarter.web.locale import gettext as _
from quarter.web.locale import page_words, timezone_name, today
from quarter.web.permits import allow, can, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>/minutes")
@allow(Permission.SEE, load=get_record)
@repeatable
def show(recorded: RecordOfMeeting) -> Response:
    return _show(recorded)


def _show(recorded: RecordOfMeeting, form: ApproveForm | None = None) -> Response:
    session, extent = get_session(), wanted_extent(recorded)
    written, status = read_version(session, recorded, extent)
    items = {item.number: item.id for item in list_agenda(session, recorded.meeting.id)}
    return page(
        "minutes/show.html",
        recorded=recorded,
        meeting=recorded.meeting,
        minutes=written,
        sheet=lay_out(written, page_words(), replace(status, kept_in="")),  # this is no file
        extent=extent,
        extents=Extent,
        formats=FORMATS,
        items=items,
        under={each.number: items[item.label] for item in written.items for each in item.decisions},
        translations=_by_original(status),
        corrections=_corrections(recorded),
        numbers={item_id: number for number, item_id in items.items()},
        attached=_attached(session, recorded),
        **_way(recorded, written),
        form=form or (_approve_form(recorded) if can(Permission.APPROVE, recorded) else None),
    )


def _way(recorded: RecordOfMeeting, written: Minutes) -> dict[str, Any]:
    """How far the minutes have come, and what stands in their way."""
    return {
        "editions": _editions(recorded),
        "has_corrections": _has_corrections(recorded),
        "undrawable": _undrawable(recorded, written),
        "objections": _objections(recorded),
        "object_until": _last_day_to_object(recorded),
    }


def _undrawable(recorded: RecordOfMeeting, written: Minutes) -> list[tuple[str, list[str]]]:
    """What the PDF will not show, for those who can still put it in other words."""
    if recorded.meeting.state is not MeetingState.ENDED or not can(Permission.CIRCULATE, recorded):
        return []
    return list(find_undrawable(written))


def _attached(session: Session, recorded: RecordOfMeeting) -> dict[str, int]:
    """The id of each attached file by the checksum that the record names."""
    files = list_attachments(session, recorded.meeting.id)
    return {row.sha256: row.id for rows in files.values() for row in rows}


@blueprint.post("/<int:meeting_id>/minutes/circulate")
@allow(Permission.CIRCULATE, load=get_record)
def circulate(recorded: RecordOfMeeting) -> Response:
    circulation.circulate(get_session(), current_actor(), recorded.meeting, now=clock.now())
    flash_done(_("The minutes are on their way to the group, and everybody can read them here."))
    return redirect_to("minutes.show", meeting_id=recorded.meeting.id)


@blueprint.post("/<int:meeting_id>/minutes/approve")
@allow(Permission.APPROVE, load=get_record)
def approve(recorded: RecordOfMeeting) -> Response:
    form = _approve_form(recorded)

    def deed() -> Response:
        approving = get_session().get_one(Meeting, form.in_meeting.data) if form.in_meeting.data else None
        approval.approve(get_session(), current_actor(), recorded.meeting, in_meeting=approving, now=clock.now())
        flash_done(_("The minutes are approved. Now chair and secretary sign them; then they can be sealed."))
        return redirect_to("minutes.show", meeting_id=recorded.meeting.id)

    return carry_out(form, deed, show=lambda: _show(recorded, form))


@blueprint.post("/<int:meeting_id>/items/<int:item_id>/approve/<int:recorded_id>")
@allow(Permission.APPROVE, load=get_recorded, part=get_approving_item)
def approve_at_item(recorded: RecordOfMeeting, item: AgendaItem) -> Response:
    """The running meeting approves earlier minutes."""
    approving = get_session().get_one(Meeting, item.meeting_id)
    approval.approve(get_session(), current_actor(), recorded.meeting, in_meeting=approving, now=clock.now())
    flash_done(_("The minutes of meeting %(number)s are approved.", number=recorded.meeting.number))
    return redirect_to("meetings.item", meeting_id=approving.id, item_id=item.id)


def _approve_form(recorded: RecordOfMeeting) -> ApproveForm:
    """Later meetings, the latest chosen; else all agreed in writing."""
    later = list_later_meetings(get_session(), recorded.meeting)
    form = ApproveForm(in_meeting=later[-1].id if later else None)
    form.in_meeting.choices = [
        *(Option(meeting.id, _("In meeting %(number)s", number=meeting.number)) for meeting in reversed(later)),
        Option("", _("Outside a meeting, all agreed in writing")),
    ]
    return form


def _objections(recorded: RecordOfMeeting) -> list[ObjectionLine]:
    if not can(Permission.SEE_OBJECTIONS, recorded):
        return []
    return list_objections(get_session(), recorded.meeting.id)


def _last_day_to_object(recorded: RecordOfMeeting) -> date | None:
    """Until when the group may object; None if it may not, or not any more."""
    went_round = recorded.meeting.record_went_round_at
    if went_round is None or not can(Permission.OBJECT, recorded):
        return None
    days = get_charter(get_session(), recorded.group_id).objection_days
    last = last_day_to_object(clock.local_date(went_round, timezone_name()), days)
    return last if today() <= last else None


def _by_original(status: RecordStatus) -> dict[str, list[Translation]]:
    """What stands beside each text of the record in other languages."""
    found: dict[str, list[Translation]] = {}
    for each in status.translations:
        found.setdefault(each.original, []).append(each)
    return found


def _corrections(recorded: RecordOfMeeting) -> list[CorrectingItem]:
    """The items of later meetings that correct these minutes, as far as the reader may know of them."""
    corrections = list_corrections(get_session(), recorded.meeting.id)
    return visible_items(corrections, sees_all=can(Meetings.SEE_ALL_ITEMS, recorded))


def _editions(recorded: RecordOfMeeting) -> list[EditionLine]:
    """What was issued of the public version, and in which language the files are that were kept with the seal."""
    if recorded.minutes_state is not MinutesState.SEALED:
        return []
    return list_editions(get_session(), recorded.meeting.id)


def _has_corrections(recorded: RecordOfMeeting) -> bool:
    """Whether the secretary has corrected what went round; asked only for those who can send it again."""
    record = recorded.record
    if record is None or record.state is not MinutesState.CIRCULATED or not can(Permission.CIRCULATE, recorded):
        return False
    return has_changed_since(get_session(), recorded.meeting, record)
