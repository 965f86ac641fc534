"""Putting a text of the minutes beside it in another language."""

from flask import Response, abort, request
from flask_babel import gettext as _
from sqlmodel import Session

from quarter.foundation import clock
from quarter.meetings.queries.agenda import get_item, number_of
from quarter.minutes.builder import read_minutes
from quarter.minutes.document import Item, Minutes, Written
from quarter.minutes.forms import TranslationForm
from quarter.minutes.policy import Permission
from quarter.minutes.queries.records import RecordOfMeeting, get_record
from quarter.minutes.queries.translations import list_translations
from quarter.minutes.service import translations as service
from quarter.minutes.views.blueprint import blueprint
from quarter.web.forms import tidy
from quarter.web.locale import current_language
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


def _find(session: Session, meeting_id: int, item_id: int) -> RecordOfMeeting | None:
    is_there = get_item(session, meeting_id, item_id)
    return get_record(session, meeting_id) if is_there else None


@blueprint.route("/<int:meeting_id>/items/<int:item_id>/translate", methods=["GET", "POST"])
@allow(Permission.TRANSLATE, load=_find)
def translate(recorded: RecordOfMeeting) -> Response:
    minutes = read_minutes(get_session(), recorded)
    original = _original(recorded, minutes)
    form = TranslationForm(lang=current_language())
    form.lang.choices = [choice for choice in form.lang.choices if choice.value != original.lang]
    if not form.is_sent_and_valid():
        return page(
            "minutes/translate.html", form=form, meeting=recorded.meeting, original=original,
            present=_present(recorded, minutes, original), status=422 if form.is_submitted() else 200,
        )  # fmt: skip
    service.translate(
        get_session(), current_actor(), recorded.meeting, original.text,
        text=tidy(form.text.data), lang=form.lang.data, now=clock.now(),
    )  # fmt: skip
    flash_done(_("Your translation stands beside the minutes, with your name. The record itself is not changed."))
    return redirect_to("minutes.show", meeting_id=recorded.meeting.id)


def _original(recorded: RecordOfMeeting, minutes: Minutes) -> Written:
    """The notes of the item, or the question whose number is in the address."""
    item, number = _item(recorded, minutes), request.args.get("decision")
    texts = [item.notes] if number is None else [each.question for each in item.decisions if each.number == number]
    if not texts or not texts[0].text.strip():
        abort(404)
    return texts[0]


def _item(recorded: RecordOfMeeting, minutes: Minutes) -> Item:
    number = number_of(get_session(), recorded.meeting.id, (request.view_args or {})["item_id"])
    return next((item for item in minutes.items if item.label == number), None) or abort(404)


def _present(recorded: RecordOfMeeting, minutes: Minutes, original: Written) -> list[Written]:
    """The translations that are there already."""
    found = list_translations(get_session(), recorded.meeting.id, minutes)
    return [each.text for each in found if each.original == original.text]
