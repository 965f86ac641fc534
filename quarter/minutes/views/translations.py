"""Putting a text of the minutes beside it in another language."""

from flask import Response, abort, request

from quarter.foundation import clock
from quarter.meetings.models import AgendaItem
from quarter.meetings.queries.agenda import get_item, number_of
from quarter.minutes.builder import read_minutes
from quarter.minutes.document import Minutes, Written
from quarter.minutes.forms import TranslationForm
from quarter.minutes.policy import Permission
from quarter.minutes.queries.records import RecordOfMeeting, get_record
from quarter.minutes.queries.translations import list_translations
from quarter.minutes.service import translations as service
from quarter.minutes.views.blueprint import blueprint
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import current_language
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/translate", methods=["GET", "POST"])
@allow(Permission.TRANSLATE, load=get_record, part=get_item)
def translate(recorded: RecordOfMeeting, item: AgendaItem) -> Response:
    minutes, meeting = read_minutes(get_session(), recorded), recorded.meeting
    original = _original(minutes, number_of(get_session(), meeting.id, item.id))
    form = TranslationForm(lang=current_language())
    form.lang.choices = [choice for choice in form.lang.choices if choice.value != original.lang]

    def deed() -> Response:
        text, lang = tidy(form.text.data), form.lang.data
        service.translate(
            get_session(), current_actor(), meeting, original.text, text=text, lang=lang, now=clock.now()
        )  # fmt: skip
        flash_done(_("Your translation stands beside the minutes, with your name. The record itself is not changed."))
        return redirect_to("minutes.show", meeting_id=meeting.id)

    def show() -> Response:
        present = _present(recorded, minutes, original)
        return page("minutes/translate.html", form=form, meeting=meeting, original=original, present=present)

    return carry_out(form, deed, show)


def _original(minutes: Minutes, number: str) -> Written:
    """The notes of the item, or the question whose number is in the address."""
    item = next((item for item in minutes.items if item.label == number), None) or abort(404)
    asked = request.args.get("decision")
    texts = [item.notes] if asked is None else [each.question for each in item.decisions if each.number == asked]
    if not texts or not texts[0].text.strip():
        abort(404)
    return texts[0]


def _present(recorded: RecordOfMeeting, minutes: Minutes, original: Written) -> list[Written]:
    """The translations that are there already."""
    found = list_translations(get_session(), recorded.meeting.id, minutes)
    return [each.text for each in found if each.original == original.text]
