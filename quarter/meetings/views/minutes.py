"""The minutes: to read, to take away as a file, and on their way from draft to sealed."""

from datetime import date

import sqlalchemy as sa
from flask import Response, abort, request
from flask_babel import gettext as _
from sqlmodel import Session

from quarter.charters.queries import get_charter
from quarter.foundation import clock
from quarter.foundation.multilingual import LOCALES
from quarter.meetings import queries, service
from quarter.meetings.builder import read_version
from quarter.meetings.document import SCHEMA, Standing, Translation
from quarter.meetings.domain import Extent, MinutesState, last_day_to_object
from quarter.meetings.exports.formats import FORMATS
from quarter.meetings.exports.layout import lay_out
from quarter.meetings.forms import ApproveForm
from quarter.meetings.models import SealedFile
from quarter.meetings.policy import Permission
from quarter.meetings.queries import RecordOfMeeting
from quarter.meetings.sealing import find_sealed_file
from quarter.meetings.service import has_changed_since
from quarter.meetings.views.blueprint import blueprint
from quarter.web.files import storage
from quarter.web.forms import Option
from quarter.web.locale import current_language, page_words, timezone_name, today
from quarter.web.permits import allow, can, current_actor, public, require
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>/minutes")
@allow(Permission.SEE_MINUTES, load=queries.get_record)
@repeatable
def minutes(recorded: RecordOfMeeting) -> Response:
    return _show(recorded)


def _show(recorded: RecordOfMeeting, form: ApproveForm | None = None, status: int = 200) -> Response:
    session, extent = get_session(), wanted_extent(recorded)
    written, standing = read_version(session, recorded, extent)
    items = {item.number: item.id for item in queries.list_agenda(session, recorded.meeting.id)}
    return page(
        "meetings/minutes.html",
        recorded=recorded,
        meeting=recorded.meeting,
        minutes=written,
        sheet=lay_out(written, page_words(), standing),
        extent=extent,
        extents=Extent,
        sealed_labels=_sealed_labels(recorded),
        formats=FORMATS,
        has_corrections=_has_corrections(recorded),
        items=items,
        under={each.number: items[item.label] for item in written.items for each in item.decisions},
        translations=_by_original(standing),
        corrections=_corrections(recorded),
        numbers={item_id: number for number, item_id in items.items()},
        attached=_attached(session, recorded),
        objections=_objections(recorded),
        object_until=_last_day_to_object(recorded),
        form=form or (_approve_form(recorded) if can(Permission.APPROVE, recorded) else None),
        status=status,
    )


def _attached(session: Session, recorded: RecordOfMeeting) -> dict[str, int]:
    """The id of each attached file by the checksum that the record names."""
    files = queries.list_attachments(session, recorded.meeting.id)
    return {row.sha256: row.id for rows in files.values() for row in rows}


def _find_file(session: Session, meeting_id: int, ending: str) -> RecordOfMeeting | None:
    """The record behind `minutes.<ending>`; None if there is no such meeting or no such format."""
    return queries.get_record(session, meeting_id) if ending in FORMATS else None


@blueprint.get("/<int:meeting_id>/minutes.<ending>")
@allow(Permission.SEE_MINUTES, load=_find_file)
def minutes_file(recorded: RecordOfMeeting) -> Response:
    ending = (request.view_args or {})["ending"]
    extent, content = wanted_extent(recorded), None
    if ending == "pdf" and extent is Extent.FULL and recorded.minutes_state is MinutesState.SEALED:
        content = find_sealed_file(get_session(), recorded, storage(), current_language())
    if content is None:
        written, standing = read_version(get_session(), recorded, extent)
        read = queries.reader_of(get_session(), recorded.meeting.id, storage().get)
        content = FORMATS[ending].make(written, page_words(), standing, read)
    version = "-full" if extent is Extent.FULL else ""
    return as_file(content, ending, f"minutes-{recorded.meeting.year}-{recorded.meeting.number}{version}")


@blueprint.get("/<int:meeting_id>/minutes/file")
@allow(Permission.SEE_MINUTES, load=queries.get_record)
def choose_file(recorded: RecordOfMeeting) -> Response:
    """From the choice on the page to the address of the file, which stays the same for ever."""
    ending, language = request.args.get("ending"), request.args.get("labels")
    if ending not in FORMATS or language not in LOCALES:
        abort(400)
    version = wanted_extent(recorded).value if "version" in request.args else None
    return redirect_to(
        "meetings.minutes_file", meeting_id=recorded.meeting.id, ending=ending, lang=language, version=version
    )


@blueprint.get(f"/{SCHEMA.name}")
@public("the format of the record, for whoever writes a program that reads it")
def minutes_schema() -> Response:
    answer = Response(SCHEMA.read_bytes(), mimetype="application/schema+json")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


@blueprint.post("/<int:meeting_id>/minutes/circulate")
@allow(Permission.CIRCULATE, load=queries.get_record)
def circulate(recorded: RecordOfMeeting) -> Response:
    service.circulate(get_session(), current_actor(), recorded.meeting, now=clock.now())
    flash_done(_("The minutes are on their way to the group, and everybody can read them here."))
    return redirect_to("meetings.minutes", meeting_id=recorded.meeting.id)


@blueprint.post("/<int:meeting_id>/minutes/approve")
@allow(Permission.APPROVE, load=queries.get_record)
def approve(recorded: RecordOfMeeting) -> Response:
    session, form = get_session(), _approve_form(recorded)
    if not form.is_sent_and_valid():
        return _show(recorded, form, status=422)
    approving = queries.get_meeting(session, form.in_meeting.data) if form.in_meeting.data else None
    service.approve(session, current_actor(), recorded.meeting, in_meeting=approving, now=clock.now())
    flash_done(_("The minutes are approved. Now chair and secretary sign them; then they can be sealed."))
    return redirect_to("meetings.minutes", meeting_id=recorded.meeting.id)


def _approve_form(recorded: RecordOfMeeting) -> ApproveForm:
    """Later meetings, the latest chosen; else all agreed in writing."""
    later = queries.list_later_meetings(get_session(), recorded.meeting)
    form = ApproveForm(in_meeting=later[-1].id if later else None)
    form.in_meeting.choices = [
        *(Option(meeting.id, _("In meeting %(number)s", number=meeting.number)) for meeting in reversed(later)),
        Option("", _("Outside a meeting, all agreed in writing")),
    ]
    return form


def _objections(recorded: RecordOfMeeting) -> list[sa.Row]:
    if not can(Permission.SEE_OBJECTIONS, recorded):
        return []
    return queries.list_objections(get_session(), recorded.meeting.id)


def _last_day_to_object(recorded: RecordOfMeeting) -> date | None:
    """Until when the group may object; None if it may not, or not any more."""
    went_round = recorded.record.circulated_at
    if went_round is None or not can(Permission.OBJECT, recorded):
        return None
    days = get_charter(get_session(), recorded.group_id).objection_days
    last = last_day_to_object(clock.local_date(went_round, timezone_name()), days)
    return last if today() <= last else None


def _by_original(standing: Standing) -> dict[str, list[Translation]]:
    """What stands beside each text of the record in other languages."""
    found: dict[str, list[Translation]] = {}
    for each in standing.translations:
        found.setdefault(each.original, []).append(each)
    return found


def _corrections(recorded: RecordOfMeeting) -> list[sa.Row]:
    """The items of later meetings that correct these minutes, as far as the reader may know of them."""
    corrections = queries.list_corrections(get_session(), recorded.meeting.id)
    return queries.visible_items(corrections, sees_all=can(Permission.SEE_ALL_ITEMS, recorded))


def _sealed_labels(recorded: RecordOfMeeting) -> str | None:
    """In which language the PDF with the municipality's digital seal has its headings; None if there is none."""
    if recorded.minutes_state is not MinutesState.SEALED:
        return None
    kept = get_session().get(SealedFile, recorded.meeting.id)
    return kept.labels if kept else None


def _has_corrections(recorded: RecordOfMeeting) -> bool:
    """Whether the secretary has corrected what went round; asked only for those who can send it again."""
    if recorded.minutes_state is not MinutesState.CIRCULATED or not can(Permission.CIRCULATE, recorded):
        return False
    return has_changed_since(get_session(), recorded.meeting, recorded.record)


def wanted_extent(recorded: RecordOfMeeting) -> Extent:
    """The version that the address asks for; else all of it for the group, and the public one for everybody."""
    asked = request.args.get("version")
    if asked is None:
        return Extent.FULL if can(Permission.SEE_FULL_MINUTES, recorded) else Extent.PUBLIC
    if asked not in set(Extent):
        abort(400)
    if asked == Extent.FULL:
        require(Permission.SEE_FULL_MINUTES, recorded)
    return Extent(asked)


def as_file(content: bytes, ending: str, stem: str) -> Response:
    """A file to keep, under a name that says in which language its headings are."""
    answer = Response(content, mimetype=FORMATS[ending].media_type)
    labels = f"-{current_language()}" if FORMATS[ending].has_labels else ""
    answer.headers["Content-Disposition"] = f'attachment; filename="{stem}{labels}.{ending}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
