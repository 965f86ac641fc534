"""Notes that a page saves while they are written: the same form as the page's own, answered in JSON."""

from flask import Response, jsonify
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.foundation.db import LostUpdate
from quarter.foundation.multilingual import label
from quarter.foundation.refusals import Refusal
from quarter.meetings.forms.room import NotesForm
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import ItemOfMeeting, get_item
from quarter.meetings.queries.notes import list_other_writers
from quarter.meetings.service import notes as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import tidy
from quarter.web.locale import time_of_day
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import redirect_to
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>/items/<int:item_id>/notes")
@allow(Permission.WRITE_NOTES, load=get_item)
def notes(of: ItemOfMeeting) -> Response:
    """The notes as they are, and who else writes at them."""
    return _answer(of, said=_("Saved at %(time)s.", time=time_of_day(clock.now())), others=say_others(of))


@blueprint.post("/<int:meeting_id>/items/<int:item_id>/notes")
@allow(Permission.WRITE_NOTES, load=get_item)
def keep_notes(of: ItemOfMeeting) -> Response:
    """Save without leaving the page: what becomes of it is read from `notes`, also if the same was sent before."""
    form = NotesForm(obj=of.item)
    if not form.is_sent_and_valid():
        return _problem(" ".join(form.notes.errors), 422)
    try:
        save_notes(of, form)
    except LostUpdate:
        return _answer(of, status=409)
    except Refusal as refusal:
        return _problem(_(label(refusal.reason)), 409)
    return redirect_to("meetings.notes", meeting_id=of.meeting.id, item_id=of.item.id)


def save_notes(of: ItemOfMeeting, form: NotesForm) -> None:
    """What the form says becomes the notes, together with what somebody else wrote meanwhile."""
    base = None if form.base.data is None else tidy(form.base.data)
    service.write_notes(
        get_session(), current_actor(), of.meeting, of.item, tidy(form.notes.data),
        expected=form.version.data, base=base, now=clock.now(),
    )  # fmt: skip


def say_others(of: ItemOfMeeting) -> str:
    """Who writes at the same item; empty if nobody does."""
    names = list_other_writers(get_session(), of.item, current_actor(), clock.now())
    return _("Also writing here: %(names)s", names=_(", ").join(names)) if names else ""


def _answer(of: ItemOfMeeting, *, status: int = 200, **said: str) -> Response:
    answer = jsonify(notes=of.item.notes, version=of.item.version, **said)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _problem(sentence: str, status: int) -> Response:
    answer = jsonify(problem=sentence)
    answer.status_code = status
    return answer
