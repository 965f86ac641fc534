"""Meetings and what is owed as iCalendar: one event to take away, the feed that a calendar subscribes to, or the
message to one person that puts a meeting into their calendar (RFC 5546).

The same UID with a higher SEQUENCE moves an entry in people's calendars. Times are those of UTC, which every calendar
shows in its own zone: the rules of ours, written along, are an hour off where the clocks change.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from quarter.actions.domain import ActionState
from quarter.actions.queries.listing import ActionInCalendar
from quarter.foundation.glyphs import MARK
from quarter.foundation.multilingual import N_, Words
from quarter.foundation.text import joined, one_line
from quarter.meetings.domain import Held, MeetingState, Reply
from quarter.meetings.models import Meeting

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Todo

MAKER = "-//Quarter//Meetings//EN"
REFRESH = timedelta(hours=1)
_STATES = {
    ActionState.OPEN: ("NEEDS-ACTION", 0),
    ActionState.IN_PROGRESS: ("IN-PROCESS", 50),
    ActionState.DONE: ("COMPLETED", 100),
}
_ANSWERS = {
    Reply.COMES: N_("I will come"),
    Reply.CANNOT_COME: N_("I cannot come"),
    Reply.SENDS_SUBSTITUTE: N_("My substitute comes"),
}
# Whatever some reader takes for the end of a line; the standard then writes it as \\n.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Numbered(Protocol):
    """An item of an agenda, as it is called there."""

    @property
    def id(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class Sitting:
    """A meeting with what its entry tells."""

    meeting: Meeting
    group: str
    url: str
    agenda: Sequence[Numbered]


@dataclass(frozen=True)
class Guest:
    """Whom a message is for, from whom, and where they answer: by links, since nobody reads the sender's mailbox."""

    name: str
    email: str
    sender: str  # a bare mail address
    replies: Mapping[Reply, str]


@dataclass(frozen=True)
class Task:
    """An action, and where to read of it."""

    action: ActionInCalendar
    url: str


@dataclass(frozen=True)
class Publisher:
    """Whose calendar it is: `host` makes a UID unique in the world and must never change."""

    host: str
    now: datetime


def render(sitting: Sitting, words: Words, house: Publisher) -> bytes:
    """One meeting."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    return _finished(calendar, [sitting], [], words, house)


def render_request(sitting: Sitting, guest: Guest, words: Words, house: Publisher) -> bytes:
    """The meeting for the calendar of one guest, with the ways to answer; a higher SEQUENCE moves their entry.

    If it is called off, the message strikes the entry out.
    """
    is_off = sitting.meeting.state is MeetingState.CALLED_OFF
    calendar = _calendar()
    calendar.add("method", method_of(sitting.meeting))
    event = _event(sitting, words, house, before="" if is_off else "\n".join([*tell_replies(guest, words), "", ""]))
    _invite(event, sitting, guest)
    calendar.add_component(event)
    return calendar.to_ical()


def method_of(meeting: Meeting) -> str:
    """What the message about it asks of a calendar."""
    return "CANCEL" if meeting.state is MeetingState.CALLED_OFF else "REQUEST"


def tell_replies(guest: Guest, words: Words) -> list[str]:
    """How the guest answers: a line for each link."""
    return [f"{words.gettext(_ANSWERS[reply])}: {url}" for reply, url in guest.replies.items()]


def render_feed(
    sittings: Sequence[Sitting], tasks: Iterable[Task], words: Words, house: Publisher, *, name: str
) -> bytes:
    """All meetings, and all that somebody's organisations owe, for a calendar that asks again by itself."""
    from icalendar import vText

    calendar = _calendar()
    for title in ("name", "x-wr-calname"):  # the standard's word for it, and the one that most programs know
        calendar.add(title, vText(_line(name)))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    return _finished(calendar, sittings, tasks, words, house)


def _calendar() -> "Calendar":
    from icalendar import Calendar  # eighty modules: only for those who take a calendar away

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    return calendar


def _finished(
    calendar: "Calendar", sittings: Sequence[Sitting], tasks: Iterable[Task], words: Words, house: Publisher
) -> bytes:
    for sitting in sittings:
        calendar.add_component(_event(sitting, words, house))
    for task in tasks:
        calendar.add_component(_todo(task, words, house))
    return calendar.to_ical()


def _event(sitting: Sitting, words: Words, house: Publisher, *, before: str = "") -> "Event":
    from icalendar import Event

    meeting = sitting.meeting
    event = Event()
    event.add("uid", f"meeting-{meeting.id}@{house.host}")
    event.add("dtstamp", house.now)
    event.add("sequence", meeting.calendar_sequence)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + timedelta(minutes=meeting.planned_minutes))
    said = words.gettext("Meeting %(number)s of %(group)s", number=meeting.number, group=sitting.group)
    event.add("summary", _line(said))
    place = words.label(meeting.held) if meeting.held is Held.ONLINE and not meeting.place else meeting.place
    event.add("location", _line(place))
    event.add("description", _line(before + _describe(sitting, words)))
    event.add("url", sitting.url)
    event.add("status", "CANCELLED" if meeting.state is MeetingState.CALLED_OFF else "CONFIRMED")
    return event


def _invite(event: "Event", sitting: Sitting, guest: Guest) -> None:
    """Who invites, and the one who is invited: nobody learns from it who else is."""
    from icalendar import vCalAddress, vText

    organizer, attendee = vCalAddress(f"mailto:{guest.sender}"), vCalAddress(f"mailto:{guest.email}")
    organizer.params["CN"] = vText(one_line(_line(sitting.group)))
    attendee.params["CN"] = vText(one_line(_line(guest.name)))
    attendee.params |= {
        "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE",
    }  # fmt: skip
    event.add("organizer", organizer)
    event.add("attendee", attendee, encode=False)


def _todo(task: Task, words: Words, house: Publisher) -> "Todo":
    from icalendar import Todo

    action, todo = task.action, Todo()
    status, percent = _STATES[action.state]
    todo.add("uid", f"action-{action.id}@{house.host}")
    todo.add("dtstamp", house.now)
    todo.add("sequence", action.updates)
    todo.add("summary", _line(action.title), parameters={"LANGUAGE": action.lang})
    todo.add("description", _line(joined(action.organisation_name, action.person_name or "", action.group_name)))
    todo.add("due", action.due_on)
    todo.add("status", status)
    todo.add("percent-complete", percent)
    todo.add("url", task.url)
    return todo


def _describe(sitting: Sitting, words: Words) -> str:
    """The agenda, and the link for whoever cannot come to the place."""
    held = words.label(sitting.meeting.held)
    lines = [words.gettext("Form of the meeting: %(held)s", held=held), ""] if sitting.meeting.link else []
    lines += [words.gettext("Agenda")] + [f"{item.number}. {item.title}" for item in sitting.agenda]
    if sitting.meeting.link:
        lines += ["", words.gettext("Take part online: %(link)s", link=sitting.meeting.link)]
    return "\n".join(lines)


def _line(text: str) -> str:
    """What was typed as it can stand in a property: no control character, no end of line but the one written \\n."""
    return _CONTROLS.sub(MARK, _LINE_ENDS.sub("\n", text))
