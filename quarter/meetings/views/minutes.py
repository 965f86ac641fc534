"""The minutes: to read, to take away as a file, and on their way from draft to sealed."""

from flask import Response, abort, request
from flask_babel import gettext as _
from sqlmodel import Session

from quarter.foundation import clock
from quarter.foundation.multilingual import LOCALES
from quarter.meetings import queries, service
from quarter.meetings.builder import read_minutes
from quarter.meetings.document import SCHEMA
from quarter.meetings.domain import MinutesState
from quarter.meetings.exports.formats import FORMATS
from quarter.meetings.exports.layout import lay_out
from quarter.meetings.policy import Permission
from quarter.meetings.queries import RecordOfMeeting
from quarter.meetings.service import has_changed_since
from quarter.meetings.views.blueprint import blueprint
from quarter.web.locale import current_language, page_words
from quarter.web.permits import allow, can, current_actor, public
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>/minutes")
@allow(Permission.SEE_MINUTES, load=queries.get_record)
def minutes(recorded: RecordOfMeeting) -> Response:
    written = read_minutes(get_session(), recorded)
    return page(
        "meetings/minutes.html",
        recorded=recorded,
        meeting=recorded.meeting,
        minutes=written,
        sheet=lay_out(written, page_words(), recorded.standing),
        formats=FORMATS,
        has_corrections=_has_corrections(recorded),
    )


def _find_file(session: Session, meeting_id: int, ending: str) -> RecordOfMeeting | None:
    """The record behind `minutes.<ending>`; None if there is no such meeting or no such format."""
    return queries.get_record(session, meeting_id) if ending in FORMATS else None


@blueprint.get("/<int:meeting_id>/minutes.<ending>")
@allow(Permission.SEE_MINUTES, load=_find_file)
def minutes_file(recorded: RecordOfMeeting) -> Response:
    ending = (request.view_args or {})["ending"]
    written = read_minutes(get_session(), recorded)
    content = FORMATS[ending].render(written, page_words(), recorded.standing)
    return _file(content, recorded, FORMATS[ending].media_type, ending)


@blueprint.get("/<int:meeting_id>/minutes/file")
@allow(Permission.SEE_MINUTES, load=queries.get_record)
def choose_file(recorded: RecordOfMeeting) -> Response:
    """From the choice on the page to the address of the file, which stays the same for ever."""
    ending, language = request.args.get("ending"), request.args.get("labels")
    if ending not in FORMATS or language not in LOCALES:
        abort(400)
    return redirect_to("meetings.minutes_file", meeting_id=recorded.meeting.id, ending=ending, lang=language)


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
    service.approve(get_session(), current_actor(), recorded.meeting, now=clock.now())
    flash_done(
        _("The minutes are approved. Seal them once nothing needs checking any more: then they are fixed for good.")
    )
    return redirect_to("meetings.minutes", meeting_id=recorded.meeting.id)


@blueprint.route("/<int:meeting_id>/minutes/seal", methods=["GET", "POST"])
@allow(Permission.SEAL, load=queries.get_record)
def seal(recorded: RecordOfMeeting) -> Response:
    if request.method == "GET":
        return page("meetings/seal.html", meeting=recorded.meeting)
    service.seal(get_session(), current_actor(), recorded.meeting, now=clock.now())
    flash_done(_("The minutes are sealed. Each topic of the meeting now links to them."))
    return redirect_to("meetings.minutes", meeting_id=recorded.meeting.id)


def _has_corrections(recorded: RecordOfMeeting) -> bool:
    """Whether the secretary has corrected what went round; asked only for those who can send it again."""
    if recorded.minutes_state is not MinutesState.CIRCULATED or not can(Permission.CIRCULATE, recorded):
        return False
    return has_changed_since(get_session(), recorded.meeting, recorded.record)


def _file(content: bytes, recorded: RecordOfMeeting, mimetype: str, ending: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    labels = f"-{current_language()}" if FORMATS[ending].has_labels else ""
    name = f"minutes-{recorded.meeting.number}{labels}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
