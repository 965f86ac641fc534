"""Answering the invitation."""

from flask import Response, abort, current_app, request

from quarter.foundation import clock
from quarter.foundation.actors import Actor, Role
from quarter.groups.models import Seat
from quarter.meetings.domain import Reply
from quarter.meetings.forms.meetings import ReplyForm
from quarter.meetings.policy import Permission
from quarter.meetings.queries.assembly import Assembly, SeatAtMeeting, get_assembly, get_seat_of_meeting
from quarter.meetings.queries.parts import OfMeeting
from quarter.meetings.reply_links import meeting_and_seat
from quarter.meetings.service import replies as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import Option, carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.locale import lazy_gettext as _l
from quarter.web.locale import timezone_name
from quarter.web.permits import allow, current_actor, public
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session

THANKS = {
    Reply.COMES: _l("Thank you. You are expected."),
    Reply.CANNOT_COME: _l("Thank you for letting the group know. The minutes will tell you what was decided."),
    Reply.SENDS_SUBSTITUTE: _l("Thank you. Please tell your substitute; the vote of your seat is theirs that evening."),
}


@blueprint.route("/<int:meeting_id>/replies/<int:seat_id>", methods=["GET", "POST"])
@allow(Permission.REPLY, load=get_seat_of_meeting)
def reply(of: OfMeeting[Seat]) -> Response:
    """A page of its own for a substitute or a word on it; the meeting's page sends the plain answers here."""
    return _answer(of, current_actor())


@blueprint.route("/replies/<secret>", methods=["GET", "POST"])
@public("Whoever has the letter answers for the seat that it was written to, without an account at hand.")
def reply_by_letter(secret: str) -> Response:
    """The link only chooses the answer; pressing the button gives it."""
    ids = meeting_and_seat(secret, secret_key=str(current_app.secret_key))
    of = get_seat_of_meeting(get_session(), *ids) if ids else None
    if of is None:
        abort(404)
    return _answer(of, Actor(of.part.person_id))


def _answer(of: OfMeeting[Seat], actor: Actor) -> Response:
    assembly = get_assembly(get_session(), of.meeting, timezone=timezone_name())
    seat = assembly.get_seat(of.part.id)
    if seat is None:
        abort(404)
    form = reply_form(assembly, seat)
    chosen = request.args.get("answer", "")
    if chosen in [choice.value for choice in form.reply.choices] and not form.is_submitted():
        form.reply.data = Reply(chosen)

    def deed() -> Response:
        service.reply(
            get_session(), actor, of.meeting, of.part,
            says=form.reply.data, substitute_id=form.substitute.data, note=tidy(form.note.data), now=clock.now(),
        )  # fmt: skip
        flash_done(str(THANKS[form.reply.data]))
        return redirect_to("meetings.show", meeting_id=of.meeting.id)

    return carry_out(form, deed, show=lambda: page("meetings/reply.html", meeting=of.meeting, seat=seat, form=form))


def reply_form(assembly: Assembly, seat: SeatAtMeeting) -> ReplyForm:
    """The form of a seat, with those of its bench who could come instead."""
    form = ReplyForm(reply=seat.reply, substitute=seat.substitute_id, note=seat.note)
    free = assembly.list_free_substitutes(seat) if seat.role is Role.MEMBER else []
    if not free:
        form.reply.choices = [choice for choice in form.reply.choices if choice.value != Reply.SENDS_SUBSTITUTE.value]
    form.substitute.choices = [Option("", _("Please choose"))] + [Option(one.seat_id, one.name) for one in free]
    return form
