from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from icalendar import Calendar

from quarter.actions.domain import ActionState
from quarter.foundation.multilingual import Words
from quarter.meetings import icalendar
from quarter.meetings.domain import Reply
from quarter.meetings.icalendar import Guest, Publisher, Sitting, Task
from quarter.meetings.models import Meeting
from tests.conftest import NOW
from tests.meetings.strict_calendar import read
from tests.minutes import generated

WORDS, HOUSE = Words("de", "Europe/Berlin"), Publisher("quarter.example", NOW)
AGENDA = [
    SimpleNamespace(number=1, title="Eröffnung; Quorum, Gäste"),
    SimpleNamespace(number=2, title="Kita"),
]


def meeting(**changes: Any) -> Meeting:
    values = {"starts_at": datetime(2026, 12, 1, 17, tzinfo=UTC), "calendar_sequence": 0, **changes}
    return Meeting(id=3, group_id=1, number=8, place="Stadtteilbüro, Kanalstraße 5", lang="de", **values)


def sitting(subject: Meeting, agenda: Any = AGENDA) -> Sitting:
    return Sitting(subject, "Arbeitskreis Kanalviertel", "https://quarter.example/meetings/3", agenda)


def event_of(subject: Meeting) -> Any:
    calendar = Calendar.from_ical(icalendar.render(sitting(subject), WORDS, HOUSE))
    assert calendar["version"] == "2.0"
    [event] = calendar.walk("VEVENT")
    return event


def test_calendars_read_back_when_where_and_what_about() -> None:
    event = event_of(meeting(link="https://video.example/x"))
    assert event["uid"] == "meeting-3@quarter.example"
    assert event.decoded("dtstart").isoformat() == "2026-12-01T17:00:00+00:00"
    assert event.decoded("dtend").isoformat() == "2026-12-01T19:00:00+00:00"
    assert event.decoded("dtstamp") == NOW
    assert event["location"] == "Stadtteilbüro, Kanalstraße 5"
    assert "Arbeitskreis Kanalviertel" in event["summary"]
    assert "1. Eröffnung; Quorum, Gäste\n2. Kita" in event["description"]
    assert "https://video.example/x" in event["description"]
    assert event["url"] == "https://quarter.example/meetings/3"


LINKS = {reply: f"https://quarter.example/meetings/replies/x?answer={reply}" for reply in Reply}
GUEST = Guest('Ada "Q"; Ö', "ada@town.example", "group@town.example", LINKS)


def test_a_request_is_for_one_guest_and_begins_with_the_ways_to_answer() -> None:
    calendar = read(icalendar.render_request(sitting(meeting(calendar_sequence=1)), GUEST, WORDS, HOUSE))
    [event] = calendar.all("VEVENT")
    assert (calendar["METHOD"], event["SEQUENCE"]) == ("REQUEST", "1")
    assert event["ORGANIZER"] == "mailto:group@town.example"
    [(parameters, value)] = [(more, value) for name, more, value in event.properties if name == "ATTENDEE"]
    assert value == "mailto:ada@town.example"
    assert "RSVP=FALSE" in parameters and "PARTSTAT=NEEDS-ACTION" in parameters  # no mailbox is read
    lines = event.text("DESCRIPTION").split("\n")
    assert [line.split(": ", 1)[1] for line in lines[:3]] == list(LINKS.values())
    assert lines[-1] == "2. Kita"


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_times_are_right_on_both_sides_of_a_change_of_the_clock(day: date) -> None:
    zone = ZoneInfo("Europe/Berlin")
    for hour in (0, 1, 3, 4, 18):
        starts_at = datetime.combine(day, time(hour), zone)
        event = event_of(meeting(starts_at=starts_at.astimezone(UTC)))
        assert event.decoded("dtstart").astimezone(zone).time() == time(hour)


def test_a_moved_meeting_keeps_its_uid_and_counts_its_changes() -> None:
    before, moved = event_of(meeting()), event_of(meeting(calendar_sequence=2))
    assert before["uid"] == moved["uid"]
    assert (before["sequence"], moved["sequence"]) == (0, 2)


def test_a_meeting_over_the_change_of_clocks_is_as_long_as_planned() -> None:
    event = event_of(meeting(starts_at=datetime(2026, 10, 25, 0, 0, tzinfo=UTC), planned_minutes=120))
    length = event.decoded("dtend").astimezone(UTC) - event.decoded("dtstart").astimezone(UTC)
    assert length == timedelta(minutes=120)


# --- read by a reader that forgives nothing ---


def task(**changes: Any) -> Task:
    about = {
        "id": 5, "title": "Lampen, neue", "lang": "de", "due_on": date(2026, 12, 15), "state": ActionState.IN_PROGRESS,
        "organisation_name": "Ordnungsamt", "person_name": None, "group_name": "Arbeitskreis", "updates": 2,
    }  # fmt: skip
    return Task(SimpleNamespace(**{**about, **changes}), "https://quarter.example/actions/5")


def test_a_feed_holds_meetings_and_what_is_owed() -> None:
    calendar = read(icalendar.render_feed([sitting(meeting())], [task()], WORDS, HOUSE, name="Stadt, Hafen"))
    assert calendar.text("NAME") == calendar.text("X-WR-CALNAME") == "Stadt, Hafen"
    assert calendar["REFRESH-INTERVAL"] == "PT1H"
    [event], [todo] = calendar.all("VEVENT"), calendar.all("VTODO")
    assert event["UID"] == "meeting-3@quarter.example"
    assert (todo["UID"], todo["SEQUENCE"], todo["DUE"], todo["STATUS"]) == (
        "action-5@quarter.example", "2", "20261215", "IN-PROCESS",
    )  # fmt: skip
    assert todo.text("SUMMARY") == "Lampen, neue"
    assert todo.text("DESCRIPTION") == "Ordnungsamt · Arbeitskreis"
    assert ("DUE", ";VALUE=DATE", "20261215") in todo.properties


@pytest.mark.parametrize(
    ("state", "status"),
    [(ActionState.OPEN, "NEEDS-ACTION"), (ActionState.IN_PROGRESS, "IN-PROCESS"), (ActionState.DONE, "COMPLETED")],
)
def test_a_calendar_ticks_off_what_is_done(state: ActionState, status: str) -> None:
    [todo] = read(icalendar.render_feed([], [task(state=state)], WORDS, HOUSE, name="x")).all("VTODO")
    assert todo["STATUS"] == status


@settings(max_examples=50)
@given(place=generated.TEXT, title=generated.TEXT, name=generated.NAME)
def test_nothing_that_was_typed_becomes_a_property(place: str, title: str, name: str) -> None:
    agenda = [SimpleNamespace(number=1, title=title)]
    there = meeting()
    there.place = place
    content = icalendar.render_feed([sitting(there, agenda)], [task(title=title)], WORDS, HOUSE, name=name)
    calendar = read(content)
    assert sorted(each.name for each in calendar.inside) == ["VEVENT", "VTODO"]
    [event], [todo] = calendar.all("VEVENT"), calendar.all("VTODO")
    assert event.text("LOCATION") == shown(place)
    assert event.text("DESCRIPTION").endswith("1. " + shown(title))
    assert todo.text("SUMMARY") == shown(title)
    assert [each for each, _, _ in event.properties] == [
        "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "DESCRIPTION", "LOCATION", "STATUS", "URL",
    ]  # fmt: skip


def shown(text: str) -> str:
    """What a reader is to see of a typed text: every line end is one, and a control character is marked."""
    for end in ("\r\n", *"\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"):
        text = text.replace(end, "\n")
    return "".join("\ufffd" if (ord(char) < 32 and char not in "\n\t") or char == "\x7f" else char for char in text)


def test_a_line_that_pretends_to_be_a_property_stays_text() -> None:
    there = meeting()
    there.place = "Büro\r\nATTENDEE:mailto:x@y.example\r\nEND:VEVENT"
    [event] = read(icalendar.render(sitting(there), WORDS, HOUSE)).all("VEVENT")
    assert event.text("LOCATION") == "Büro\nATTENDEE:mailto:x@y.example\nEND:VEVENT"
