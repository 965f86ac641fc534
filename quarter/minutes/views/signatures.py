"""Signing the approved minutes, and sealing them."""

from flask import Response, current_app, request

from quarter.foundation import clock
from quarter.minutes.domain import MinutesState
from quarter.minutes.kept_files import Issuer, keep, prepare
from quarter.minutes.policy import Permission
from quarter.minutes.queries.records import RecordOfMeeting, get_record
from quarter.minutes.service import sealing, signatures
from quarter.minutes.service.sealing import must_be_ready_to_seal
from quarter.minutes.views.blueprint import blueprint
from quarter.web.files import storage
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, ask_again, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session, release_lock


@blueprint.route("/<int:meeting_id>/minutes/sign", methods=["GET", "POST"])
@allow(Permission.SIGN, load=get_record)
def sign(recorded: RecordOfMeeting) -> Response:
    if request.method == "GET":
        return page("minutes/sign.html", meeting=recorded.meeting)
    signatures.sign(get_session(), current_actor(), recorded.meeting, now=clock.now())
    flash_done(_("You have signed the minutes. Your name and the time stand on their last page."))
    return redirect_to("minutes.show", meeting_id=recorded.meeting.id)


@blueprint.route("/<int:meeting_id>/minutes/seal", methods=["GET", "POST"])
@allow(Permission.SEAL, load=get_record)
def seal(recorded: RecordOfMeeting) -> Response:
    must_be_ready_to_seal(get_session(), recorded.meeting, recorded.minutes_state)
    if request.method == "GET":
        return page("minutes/seal.html", meeting=recorded.meeting)
    now = clock.now()
    issuer = Issuer.of(current_app.extensions["quarter.settings"])
    prepared = prepare(get_session(), recorded, storage(), release_lock, issuer=issuer, now=now)
    if recorded.minutes_state is not MinutesState.SEALED:  # the lock was free while the files were made
        ask_again()
        if prepared:
            keep(get_session(), recorded, prepared, now=now)
        sealing.seal(get_session(), current_actor(), recorded.meeting, now=now)
    flash_done(_("The minutes are sealed. Each topic of the meeting now links to them."))
    return redirect_to("minutes.show", meeting_id=recorded.meeting.id)
