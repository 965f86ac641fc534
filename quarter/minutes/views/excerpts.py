"""One item of the minutes to take away: for whoever raised what it was about."""

from flask import Response, abort, request
from sqlmodel import Session

from quarter.meetings.queries.agenda import get_item, list_agenda, number_of
from quarter.minutes.builder import read_version
from quarter.minutes.document import Minutes, Standing
from quarter.minutes.excerpt import excerpt
from quarter.minutes.exports.formats import SINGLE, Format
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.policy import Permission
from quarter.minutes.public_version import own_standing
from quarter.minutes.queries.records import RecordOfMeeting, get_record
from quarter.minutes.views.blueprint import blueprint
from quarter.minutes.views.files import as_file, wanted_extent
from quarter.web.locale import page_words
from quarter.web.permits import allow
from quarter.web.rendering import page, redirect_to
from quarter.web.session import get_session

# An Akoma Ntoso document names the whole of the minutes, which an excerpt is not.
FORMATS: dict[str, Format] = {ending: each for ending, each in SINGLE.items() if ending != "akn.xml"}


def _find(session: Session, meeting_id: int, item_id: int, ending: str = "pdf") -> RecordOfMeeting | None:
    """The minutes that the item is in; None if there is no such item in them, or no such format."""
    is_there = ending in FORMATS and get_item(session, meeting_id, item_id)
    return get_record(session, meeting_id) if is_there else None


@blueprint.get("/<int:meeting_id>/items/<int:item_id>/excerpt")
@allow(Permission.SEE, load=_find)
def show_excerpt(recorded: RecordOfMeeting) -> Response:
    written, standing = _excerpt(recorded)
    return page(
        "minutes/excerpt.html",
        meeting=recorded.meeting,
        sheet=lay_out(written, page_words(), standing),
        item_id=_item_id(),
        formats=FORMATS,
    )


@blueprint.get("/<int:meeting_id>/items/<int:item_id>/excerpt.<ending>")
@allow(Permission.SEE, load=_find)
def excerpt_file(recorded: RecordOfMeeting) -> Response:
    ending = (request.view_args or {})["ending"]
    written, standing = _excerpt(recorded)
    content = FORMATS[ending].render(written, page_words(), standing)
    meeting, item = recorded.meeting, written.items[0]
    return as_file(content, ending, f"minutes-{meeting.year}-{meeting.number}-{written.extent.value}-item-{item.label}")


@blueprint.get("/<int:meeting_id>/topics/<int:topic_id>/excerpt")
@allow(Permission.SEE, load=lambda session, meeting_id, topic_id: get_record(session, meeting_id))
def excerpt_of_topic(recorded: RecordOfMeeting) -> Response:
    """The door for pages that know the topic and not the item."""
    topic_id = (request.view_args or {})["topic_id"]
    agenda = list_agenda(get_session(), recorded.meeting.id)
    item_id = next((item.id for item in agenda if item.topic_id == topic_id), None) or abort(404)
    return redirect_to("minutes.show_excerpt", meeting_id=recorded.meeting.id, item_id=item_id)


def _excerpt(recorded: RecordOfMeeting) -> tuple[Minutes, Standing]:
    session = get_session()
    minutes, standing = read_version(session, recorded, wanted_extent(recorded))
    written = excerpt(minutes, number_of(session, recorded.meeting.id, _item_id()))
    if written is None:
        abort(404)
    return written, own_standing(standing, written)


def _item_id() -> int:
    return int((request.view_args or {})["item_id"])
