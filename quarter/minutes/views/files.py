"""The minutes as files to take away."""

from flask import Response, abort, current_app, request

from quarter.config import Settings
from quarter.foundation.multilingual import LOCALES
from quarter.meetings.queries.attachments import reader_of
from quarter.minutes.builder import read_version
from quarter.minutes.document import SCHEMA
from quarter.minutes.domain import Extent
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.kept_files import find_kept_file
from quarter.minutes.policy import Permission
from quarter.minutes.queries.records import RecordOfMeeting, get_record
from quarter.minutes.views.blueprint import blueprint, one_of
from quarter.web.files import as_file, storage
from quarter.web.locale import current_language, page_words
from quarter.web.permits import allow, can, public, require
from quarter.web.rendering import redirect_to
from quarter.web.session import get_session


@blueprint.get(f"/<int:meeting_id>/minutes.<{one_of(FORMATS)}:ending>")
@allow(Permission.SEE, load=get_record)
def file(recorded: RecordOfMeeting, ending: str) -> Response:
    extent, session = wanted_extent(recorded), get_session()
    language = current_language() if FORMATS[ending].has_labels else None
    content = find_kept_file(session, recorded, storage(), extent, ending, language)
    if content is None:
        written, status = read_version(session, recorded, extent, base_url=_lasting_address())
        read = reader_of(session, recorded.meeting.id, storage().get)
        content = FORMATS[ending].make(written, page_words(), status, read)
    version = "-full" if extent is Extent.FULL else ""
    return keep_as(content, ending, f"minutes-{recorded.meeting.year}-{recorded.meeting.number}{version}")


def _lasting_address() -> str:
    settings: Settings = current_app.extensions["quarter.settings"]
    return settings.lasting_url


@blueprint.get("/<int:meeting_id>/minutes/file")
@allow(Permission.SEE, load=get_record)
def choose_file(recorded: RecordOfMeeting) -> Response:
    """From the choice on the page to the address of the file, which stays the same for ever."""
    ending, language = request.args.get("ending"), request.args.get("labels")
    if ending not in FORMATS or language not in LOCALES:
        abort(400)
    version = wanted_extent(recorded).value if "version" in request.args else None
    return redirect_to("minutes.file", meeting_id=recorded.meeting.id, ending=ending, lang=language, version=version)


@blueprint.get(f"/{SCHEMA.name}")
@public("the format of the record, for whoever writes a program that reads it")
def schema() -> Response:
    answer = Response(SCHEMA.read_bytes(), mimetype="application/schema+json")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


def wanted_extent(recorded: RecordOfMeeting) -> Extent:
    """The version that the address asks for; else all of it for the group, and the public one for everybody."""
    asked = request.args.get("version")
    if asked is None:
        return Extent.FULL if can(Permission.SEE_FULL, recorded) else Extent.PUBLIC
    if asked not in set(Extent):
        abort(400)
    if asked == Extent.FULL:
        require(Permission.SEE_FULL, recorded)
    return Extent(asked)


def keep_as(content: bytes, ending: str, stem: str) -> Response:
    """A file to keep, under a name that says in which language its headings are."""
    labels = f"-{current_language()}" if FORMATS[ending].has_labels else ""
    return as_file(content, f"{stem}{labels}.{ending}", FORMATS[ending].media_type)
