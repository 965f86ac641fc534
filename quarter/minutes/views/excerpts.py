"""One item of the minutes to take away: for whoever raised what it was about."""

from dataclasses import replace

from flask import Response, abort

from quarter.meetings.models import AgendaItem
from quarter.meetings.queries.agenda import get_item, list_agenda, number_of
from quarter.minutes.builder import read_version
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.excerpt import excerpt
from quarter.minutes.exports.formats import SINGLE, Format
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.policy import Permission
from quarter.minutes.public_version import own_status
from quarter.minutes.queries.records import RecordOfMeeting, get_record
from quarter.minutes.views.blueprint import blueprint, one_of
from quarter.minutes.views.files import keep_as, wanted_extent
from quarter.web.locale import page_words
from quarter.web.permits import allow
from quarter.web.rendering import page, redirect_to
from quarter.web.session import get_session

# An Akoma Ntoso document names the whole of the minutes, which an excerpt is not.
FORMATS: dict[str, Format] = {ending: each for ending, each in SINGLE.items() if ending != "akn.xml"}


@blueprint.get("/<int:meeting_id>/items/<int:item_id>/excerpt")
@allow(Permission.SEE, load=get_record, part=get_item)
def show_excerpt(recorded: RecordOfMeeting, item: AgendaItem) -> Response:
    written, status = _excerpt(recorded, item)
    return page(
        "minutes/excerpt.html",
        meeting=recorded.meeting,
        sheet=lay_out(written, page_words(), status),
        item_id=item.id,
        formats=FORMATS,
    )


@blueprint.get(f"/<int:meeting_id>/items/<int:item_id>/excerpt.<{one_of(FORMATS)}:ending>")
@allow(Permission.SEE, load=get_record, part=get_item)
def excerpt_file(recorded: RecordOfMeeting, item: AgendaItem, ending: str) -> Response:
    written, status = _excerpt(recorded, item)
    content = FORMATS[ending].render(written, page_words(), status)
    meeting, label = recorded.meeting, written.items[0].label
    return keep_as(content, ending, f"minutes-{meeting.year}-{meeting.number}-{written.extent.value}-item-{label}")


@blueprint.get("/<int:meeting_id>/topics/<int:topic_id>/excerpt")
@allow(Permission.SEE, load=get_record)
def excerpt_of_topic(recorded: RecordOfMeeting, topic_id: int) -> Response:
    """The address for pages that know the topic and not the item."""
    agenda = list_agenda(get_session(), recorded.meeting.id)
    item_id = next((item.id for item in agenda if item.topic_id == topic_id), None) or abort(404)
    return redirect_to("minutes.show_excerpt", meeting_id=recorded.meeting.id, item_id=item_id)


def _excerpt(recorded: RecordOfMeeting, item: AgendaItem) -> tuple[Minutes, RecordStatus]:
    session = get_session()
    minutes, status = read_version(session, recorded, wanted_extent(recorded))
    written = excerpt(minutes, number_of(session, recorded.meeting.id, item.id))
    if written is None:
        abort(404)
    return written, own_status(replace(status, kept_in=""), written)  # no excerpt is kept
