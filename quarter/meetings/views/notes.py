"""Notes that a page saves while they are written: the same form as the page's own, answered in JSON."""

from flask import Response, jsonify

from quarter.foundation import clock
from quarter.foundation.db import LostUpdate
from quarter.meetings.forms.assembly import NotesForm
from quarter.meetings.merging import merge
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import get_item
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.queries.notes import list_other_writers
from quarter.meetings.service import notes as service
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.locale import time_of_day
from quarter.web.permits import allow, ask_again, current_actor
from quarter.web.rendering import redirect_to
from quarter.web.session import get_session, release_lock


@blueprint.get("/<int:meeting_id>/items/<int:item_id>/notes")
@allow(Permission.WRITE_NOTES, load=get_meeting, part=get_item)
def notes(_meeting: Meeting, item: AgendaItem) -> Response:
    """The notes as they are, and who else writes at them."""
    return _answer(item, said=_("Saved at %(time)s.", time=time_of_day(clock.now())), others=say_others(item))


@blueprint.post("/<int:meeting_id>/items/<int:item_id>/notes")
@allow(Permission.WRITE_NOTES, load=get_meeting, part=get_item)
def keep_notes(meeting: Meeting, item: AgendaItem) -> Response:
    """Save without leaving the page: what becomes of it is read from `notes`, also if the same was sent before."""
    form = NotesForm(obj=item)

    def deed() -> Response:
        save_notes(meeting, item, form)
        return redirect_to("meetings.notes", meeting_id=meeting.id, item_id=item.id)

    def show() -> Response:
        return _answer(item) if form.theirs else jsonify(problem=" ".join([*form.problems, *form.notes.errors]))

    return carry_out(form, deed, show, changes=item)


def save_notes(meeting: Meeting, item: AgendaItem, form: NotesForm) -> None:
    """What the form says becomes the notes, together with what somebody else wrote meanwhile."""
    notes, seen = tidy(form.notes.data), form.version.seen
    base = None if form.base.data is None else tidy(form.base.data)
    if base is not None and item.version != seen and item.notes != notes:
        base, notes, seen = _brought_together(item, base, notes)
    service.write_notes(get_session(), current_actor(), meeting, item, notes, expected=seen, base=base, now=clock.now())


def _brought_together(item: AgendaItem, base: str, notes: str) -> tuple[str, str, int]:
    """What stands there, with `notes` brought in, and its version. It may take a while, and the write lock is free.

    LostUpdate where people have to decide. Who writes in that very moment is brought in by `write_notes`.
    """
    theirs, version = item.notes, item.version
    release_lock()
    merged = merge(base, notes, theirs)
    if merged is None:
        raise LostUpdate
    ask_again()
    return theirs, merged, version


def say_others(item: AgendaItem) -> str:
    """Who writes at the same item; empty if nobody does."""
    names = list_other_writers(get_session(), item, current_actor(), clock.now())
    return _("Also writing here: %(names)s", names=_(", ").join(names)) if names else ""


def _answer(item: AgendaItem, **said: str) -> Response:
    answer = jsonify(notes=item.notes, version=item.version, **said)
    answer.headers["Cache-Control"] = "no-store"
    return answer
