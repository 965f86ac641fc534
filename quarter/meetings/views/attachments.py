"""Files that belong to a meeting or to its items: to take away, to attach, to remove."""

from flask import Response, abort, request

from quarter.foundation import clock
from quarter.foundation.documents import ACCEPTED
from quarter.meetings.forms.files import AttachmentForm
from quarter.meetings.models import AgendaItem, Attachment, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.queries.attachments import get_attachment, list_attachments
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.queries.parts import OfMeeting
from quarter.meetings.service import attachments as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.documents import MEGABYTES
from quarter.web.files import as_file, storage
from quarter.web.forms import Option, carry_out
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.security import takes_files
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/attachments", methods=["GET", "POST"])
@allow(Permission.ATTACH, load=get_meeting)
@takes_files(megabytes=MEGABYTES)
def attachments(meeting: Meeting) -> Response:
    form = _form(meeting)

    def deed() -> Response:
        item = get_session().get_one(AgendaItem, form.item.data) if form.item.data else None
        sent = form.file.data
        service.attach(
            get_session(), current_actor(), meeting, item, file=sent.key, name=sent.name, suffix=sent.suffix,
            size=sent.size, sha256=sent.sha256, now=clock.now(),
        )  # fmt: skip
        flash_done(_("The file is attached. It is listed with the agenda and in the minutes."))
        if sent.tells_place:
            flash_done(
                _(
                    "The picture says where it was taken, and whoever may have the file can read that. Remove it if "
                    "that is not wanted."
                )
            )
        return redirect_to("meetings.attachments", meeting_id=meeting.id)

    return carry_out(form, deed, show=lambda: _attachments(meeting, form))


@blueprint.get("/<int:meeting_id>/attachments/<int:attachment_id>")
@allow(Permission.SEE_FILE, load=get_attachment, see=Permission.SEE_FILE)
def attachment(of: OfMeeting[Attachment]) -> Response:
    content = storage().get(of.part.file)
    if content is None:
        abort(404)
    return as_file(content, of.part.name, of.part.media_type)


@blueprint.route("/<int:meeting_id>/attachments/<int:attachment_id>/remove", methods=["GET", "POST"])
@allow(Permission.ATTACH, load=get_attachment, see=Permission.SEE_FILE)
def remove_attachment(of: OfMeeting[Attachment]) -> Response:
    if request.method == "GET":
        return page("meetings/remove_attachment.html", meeting=of.meeting, attachment=of.part)
    service.remove_file(get_session(), current_actor(), of.meeting, of.part, now=clock.now())
    flash_done(_("The attachment is removed."))
    return redirect_to("meetings.attachments", meeting_id=of.meeting.id)


def _form(meeting: Meeting) -> AttachmentForm:
    form = AttachmentForm(item=request.args.get("item", type=int))
    form.item.choices = [
        Option("", _("To the whole meeting")),
        *(
            Option(row.id, _("To item %(number)s: %(title)s", number=row.number, title=row.title))
            for row in list_agenda(get_session(), meeting.id)
        ),
    ]
    return form


def _attachments(meeting: Meeting, form: AttachmentForm) -> Response:
    session = get_session()
    return page(
        "meetings/attachments.html",
        meeting=meeting,
        agenda=list_agenda(session, meeting.id),
        files=list_attachments(session, meeting.id),
        accepted=ACCEPTED,
        went_round_at=meeting.record_went_round_at,
        form=form,
    )
