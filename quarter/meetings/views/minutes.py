"""The minutes: to read, to take away as a file, and on their way from draft to sealed."""

from flask import Response, request
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.meetings import queries, service
from quarter.meetings.builder import read_minutes
from quarter.meetings.domain import MinutesState
from quarter.meetings.exports import markdown, pdf
from quarter.meetings.exports.layout import lay_out
from quarter.meetings.policy import Permission
from quarter.meetings.queries import RecordOfMeeting
from quarter.meetings.service import has_changed_since
from quarter.meetings.views.blueprint import blueprint
from quarter.web.locale import current_language, page_words
from quarter.web.permits import allow, can, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>/minutes")
@allow(Permission.SEE_MINUTES, load=queries.get_record)
@repeatable
def minutes(recorded: RecordOfMeeting) -> Response:
    written = read_minutes(get_session(), recorded)
    return page(
        "meetings/minutes.html",
        recorded=recorded,
        meeting=recorded.meeting,
        minutes=written,
        sheet=lay_out(written, page_words(), recorded.standing),
        has_corrections=_has_corrections(recorded),
    )


@blueprint.get("/<int:meeting_id>/minutes.pdf")
@allow(Permission.SEE_MINUTES, load=queries.get_record)
def minutes_pdf(recorded: RecordOfMeeting) -> Response:
    written = read_minutes(get_session(), recorded)
    return _file(pdf.render(written, page_words(), recorded.standing), recorded, "application/pdf", "pdf")


@blueprint.get("/<int:meeting_id>/minutes.md")
@allow(Permission.SEE_MINUTES, load=queries.get_record)
def minutes_md(recorded: RecordOfMeeting) -> Response:
    written = read_minutes(get_session(), recorded)
    return _file(markdown.render(written, page_words(), recorded.standing), recorded, "text/markdown", "md")


@blueprint.get("/<int:meeting_id>/minutes.json")
@allow(Permission.SEE_MINUTES, load=queries.get_record)
def minutes_json(recorded: RecordOfMeeting) -> Response:
    """The record itself, byte for byte as it is sealed, so that anybody can compute the checksum."""
    text = recorded.record.document or read_minutes(get_session(), recorded).to_json()
    return _file(text.encode(), recorded, "application/json", "json")


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
    language = recorded.meeting.lang if ending == "json" else current_language()
    name = f"minutes-{recorded.meeting.number}-{language}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
