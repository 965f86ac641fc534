"""Standing phrases for the notes: fetched by the page's script, or added to what was sent."""

from flask import Response, abort, jsonify, request

from quarter.foundation import clock
from quarter.foundation.multilingual import LOCALES, Words
from quarter.meetings.domain import TextBlock
from quarter.meetings.forms.assembly import NotesForm
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import get_item
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.queries.meetings import get_meeting
from quarter.meetings.text_blocks import add_line, write_block
from quarter.meetings.views.blueprint import blueprint
from quarter.web.forms import tidy
from quarter.web.locale import timezone_name
from quarter.web.permits import allow
from quarter.web.session import get_session


@blueprint.get(f"/<int:meeting_id>/items/<int:item_id>/blocks/<any({', '.join(TextBlock)}):block>")
@allow(Permission.WRITE_NOTES, load=get_meeting, part=get_item)
def text_block(meeting: Meeting, _item: AgendaItem, block: str) -> Response:
    if not has_blocks(meeting):
        abort(404)
    answer = jsonify(text=_written(meeting, TextBlock(block)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def has_blocks(meeting: Meeting) -> bool:
    """Whether we have phrases in the language of the record."""
    return meeting.lang in LOCALES


def add_block(meeting: Meeting, form: NotesForm) -> None:
    """Put the phrase that was asked for below what was written."""
    pressed = request.form.get("then")
    block = {"insert": form.block.data, "inform": TextBlock.INFORMATION}.get(pressed or "")
    if block is not None and has_blocks(meeting):
        form.notes.data = add_line(tidy(form.notes.data), _written(meeting, block))


def _written(meeting: Meeting, block: TextBlock) -> str:
    now, zone = clock.now(), timezone_name()
    quorum = get_assembly(get_session(), meeting, timezone=zone).find_quorum_at(now)
    return write_block(block, Words(meeting.lang, zone), quorum, now)
