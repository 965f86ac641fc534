"""Standing phrases for the notes: fetched by the page's script, or added to what was sent."""

from flask import Response, abort, jsonify, request
from sqlmodel import Session

from quarter.foundation import clock
from quarter.foundation.multilingual import LOCALES, Words
from quarter.meetings.domain import TextBlock
from quarter.meetings.forms.room import NotesForm
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import ItemOfMeeting, get_item
from quarter.meetings.queries.room import get_room
from quarter.meetings.text_blocks import add_line, write_block
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import tidy
from quarter.web.locale import timezone_name
from quarter.web.permits import allow
from quarter.web.session import get_session


def _find_item(session: Session, meeting_id: int, item_id: int, block: str) -> ItemOfMeeting | None:
    """The item that a phrase is for; None if there is no such item or no such phrase."""
    return get_item(session, meeting_id, item_id) if block in set(TextBlock) else None


@blueprint.get("/<int:meeting_id>/items/<int:item_id>/blocks/<block>")
@allow(Permission.WRITE_NOTES, load=_find_item)
def text_block(of: ItemOfMeeting) -> Response:
    if not has_blocks(of):
        abort(404)
    answer = jsonify(text=_written(of, TextBlock((request.view_args or {})["block"])))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def has_blocks(of: ItemOfMeeting) -> bool:
    """Whether we have phrases in the language of the record."""
    return of.meeting.lang in LOCALES


def add_block(of: ItemOfMeeting, form: NotesForm) -> None:
    """Put the phrase that was asked for below what was written."""
    pressed = request.form.get("then")
    block = {"insert": form.block.data, "inform": TextBlock.INFORMATION}.get(pressed or "")
    if block is not None and has_blocks(of):
        form.notes.data = add_line(tidy(form.notes.data), _written(of, block))


def _written(of: ItemOfMeeting, block: TextBlock) -> str:
    now, zone = clock.now(), timezone_name()
    quorum = get_room(get_session(), of.meeting, timezone=zone).find_quorum_at(now)
    return write_block(block, Words(of.meeting.lang, zone), quorum, now)
