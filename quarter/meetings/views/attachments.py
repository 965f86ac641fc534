"""Files that belong to a meeting or to its items: to take away, to attach, to remove."""

from flask import Response, abort, request
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.foundation.documents import ACCEPTED
from quarter.foundation.refusals import Refusal
from quarter.meetings.forms.files import AttachmentForm
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.queries.attachments import AttachmentOfMeeting, get_attachment, list_attachments
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.service import attachments as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.documents import MEGABYTES
from quarter.web.files import storage
from quarter.web.forms import Option
from quarter.web.permits import allow, current_actor, require
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.security import takes_files
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/attachments", methods=["GET", "POST"])
@allow(Permission.ATTACH, load=get_meeting)
@takes_files(megabytes=MEGABYTES)
def attachments(meeting: Meeting) -> Response:
    form = _form(meeting)
    if not form.is_sent_and_valid():
        return _attachments(meeting, form, status=422 if form.is_submitted() else 200)
    require(Permission.ATTACH, meeting)  # asked again: the lock was free while the file was read
    item = get_session().get_one(AgendaItem, form.item.data) if form.item.data else None
    sent = form.file.data
    try:
        service.attach(
            get_session(), current_actor(), meeting, item, file=sent.key, name=sent.name, suffix=sent.suffix,
            size=sent.size, sha256=sent.sha256, now=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(refusal)
        return _attachments(meeting, form, status=409)
    flash_done(_("The file is attached. It is listed with the agenda and in the minutes."))
    return redirect_to("meetings.attachments", meeting_id=meeting.id)


@blueprint.get("/<int:meeting_id>/attachments/<int:attachment_id>")
@allow(Permission.SEE_FILE, load=get_attachment)
def attachment(of: AttachmentOfMeeting) -> Response:
    """The file, always to be kept and never to be shown: what strangers made opens in no window of this site."""
    content = storage().get(of.attachment.file)
    if content is None:
        abort(404)
    answer = Response(content, mimetype=of.attachment.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=of.attachment.name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.route("/<int:meeting_id>/attachments/<int:attachment_id>/remove", methods=["GET", "POST"])
@allow(Permission.ATTACH, load=get_attachment)
def remove_attachment(of: AttachmentOfMeeting) -> Response:
    if request.method == "GET":
        return page("meetings/remove_attachment.html", meeting=of.meeting, attachment=of.attachment)
    service.remove_file(get_session(), current_actor(), of.meeting, of.attachment, now=clock.now())
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


def _attachments(meeting: Meeting, form: AttachmentForm, *, status: int) -> Response:
    session = get_session()
    return page(
        "meetings/attachments.html",
        meeting=meeting,
        agenda=list_agenda(session, meeting.id),
        files=list_attachments(session, meeting.id),
        accepted=ACCEPTED,
        went_round_at=meeting.record_went_round_at,
        form=form,
        status=status,
    )
