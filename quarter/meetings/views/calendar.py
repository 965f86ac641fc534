"""Meetings for people's own calendars: one to take away, and the feed behind a secret address."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Response, abort, current_app, url_for

from quarter.accounts.queries import get_person_of_calendar
from quarter.actions.queries.listing import ActionInCalendar
from quarter.actions.queries.listing import list_for_calendar as list_actions
from quarter.foundation import clock
from quarter.foundation.multilingual import Words
from quarter.foundation.secret_links import key_of
from quarter.groups.models import Group
from quarter.groups.queries import list_seats_of
from quarter.meetings import icalendar
from quarter.meetings.icalendar import Numbered, Publisher, Sitting, Task
from quarter.meetings.models import Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import list_agenda, list_agendas, visible_items
from quarter.meetings.queries.meetings import get_meeting, list_for_calendar
from quarter.meetings.views.blueprint import blueprint
from quarter.web.files import as_file
from quarter.web.filters import chosen_filters
from quarter.web.hosts import full_address
from quarter.web.locale import get_masthead, page_words, timezone_name, today
from quarter.web.permits import allow, can, public
from quarter.web.session import get_session


@blueprint.get("/<int:meeting_id>.ics")
@allow(Permission.SEE, load=get_meeting)
def calendar(meeting: Meeting) -> Response:
    group = get_session().get_one(Group, meeting.group_id).name
    agenda = list_agenda(get_session(), meeting.id)
    agenda = visible_items(agenda, sees_all=can(Permission.SEE_ALL_ITEMS, meeting))
    sitting = _sitting(meeting, group, agenda)
    content = icalendar.render(sitting, page_words(), _publisher())
    return as_file(content, f"meeting-{meeting.number}.ics", "text/calendar")


@blueprint.get("/calendar/<secret>.ics")
@public("a calendar cannot sign in: whoever knows the secret address of a person reads meetings and due actions")
def feed(secret: str) -> Response:
    """Meetings of the groups that somebody sits in, else of all, and what their organisations owe."""
    session = get_session()
    key = key_of(secret, purpose="calendar", secret_key=str(current_app.secret_key))
    person = get_person_of_calendar(session, key) if key else None
    if person is None:
        abort(404)
    wanted = chosen_filters(group=int)["group"]
    seats = list_seats_of(session, person.id, today())
    groups = {wanted} if wanted else {seat.group_id for seat in seats}
    organisations = {seat.organisation_id for seat in seats if seat.organisation_id}
    content = icalendar.render_feed(
        _sittings(groups, own={seat.group_id for seat in seats}),
        [_task(action) for action in list_actions(session, organisations, today())],
        Words(person.language or get_masthead().default_language, timezone_name()),
        _publisher(),
        name=get_masthead().municipality,
    )
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, max-age=900"
    return answer


def _sittings(groups: set[int], own: set[int]) -> list[Sitting]:
    """With all items where somebody holds a seat, else with the public ones."""
    rows = list_for_calendar(get_session(), groups, clock.now())
    agendas = list_agendas(get_session(), [meeting.id for meeting, _ in rows])
    return [
        _sitting(meeting, group, visible_items(agendas[meeting.id], sees_all=meeting.group_id in own))
        for meeting, group in rows
    ]


def _sitting(meeting: Meeting, group: str, agenda: Sequence[Numbered]) -> Sitting:
    return Sitting(meeting, group, full_address(url_for("meetings.show", meeting_id=meeting.id)), agenda)


def _task(action: ActionInCalendar) -> Task:
    return Task(action, full_address(url_for("actions.show", action_id=action.id)))


def _publisher() -> Publisher:
    return Publisher(_own_host(), clock.now())


def _own_host() -> str:
    """The host of this installation: it makes the UID of a calendar entry one of its kind."""
    return urlsplit(current_app.extensions["quarter.settings"].base_url).hostname or "localhost"
