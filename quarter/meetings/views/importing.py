"""Taking over what was written elsewhere: first it is shown what will happen, then it is done."""

from collections.abc import Callable
from typing import Any

from flask import Response, request

from quarter.foundation import clock
from quarter.meetings import imports
from quarter.meetings.forms.files import ImportForm
from quarter.meetings.imports import Read
from quarter.meetings.models import Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.service import importing
from quarter.meetings.service.importing import Matched
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import carry_out
from quarter.web.locale import ngettext
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/import/agenda", methods=["GET", "POST"])
@allow(Permission.SET_AGENDA, load=get_meeting)
def import_agenda(meeting: Meeting) -> Response:
    def match(read: Read[Any]) -> Matched[Any]:
        return importing.match_agenda(get_session(), meeting, read)

    def take_over(matched: Matched[Any]) -> None:
        importing.import_agenda(get_session(), current_actor(), meeting, matched, now=clock.now())

    return _import(meeting, "agenda", imports.read_agenda, match, take_over)


@blueprint.route("/<int:meeting_id>/import/attendance", methods=["GET", "POST"])
@allow(Permission.RUN, load=get_meeting)
def import_attendance(meeting: Meeting) -> Response:
    def match(read: Read[Any]) -> Matched[Any]:
        return importing.match_attendance(get_session(), meeting, read, now=clock.now())

    def take_over(matched: Matched[Any]) -> None:
        importing.import_attendance(get_session(), current_actor(), meeting, matched, now=clock.now())

    return _import(meeting, "attendance", imports.read_attendance, match, take_over)


@blueprint.route("/<int:meeting_id>/import/draft", methods=["GET", "POST"])
@allow(Permission.WRITE_NOTES, load=get_meeting)
def import_draft(meeting: Meeting) -> Response:
    def match(read: Read[Any]) -> Matched[Any]:
        return importing.match_draft(get_session(), meeting, read)

    def take_over(matched: Matched[Any]) -> None:
        importing.import_draft(get_session(), current_actor(), meeting, matched, now=clock.now())

    return _import(meeting, "draft", imports.read_draft, match, take_over)


def _import(
    meeting: Meeting, kind: str, understand: Callable[[str], Read[Any]], match: Callable[[Read[Any]], Matched[Any]],
    take_over: Callable[[Matched[Any]], None],
) -> Response:  # fmt: skip
    """Ask for the text, show what is understood of it, and take it over once that was seen."""
    form = ImportForm()
    read: Read[Any] | None = None
    matched: Matched[Any] | None = None

    def deed() -> Response:
        nonlocal read, matched
        read = understand(form.content)
        matched = match(read)
        if request.form.get("then") != "take_over" or not matched.rows:
            return show()
        take_over(matched)
        flash_done(ngettext("%(num)d row was taken over.", "%(num)d rows were taken over.", len(matched.rows)))
        return redirect_to("meetings.show", meeting_id=meeting.id)

    def show() -> Response:
        return page("meetings/import.html", meeting=meeting, kind=kind, form=form, read=read, matched=matched)

    return carry_out(form, deed, show)
