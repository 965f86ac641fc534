from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from icalendar import Calendar

from quarter.foundation.multilingual import Words
from quarter.meetings.exports import icalendar
from quarter.meetings.models import Meeting
from tests.conftest import NOW

AGENDA = [
    SimpleNamespace(number=1, title="Eröffnung; Quorum, Gäste"),
    SimpleNamespace(number=2, title="Kita"),
]


def meeting(**changes: Any) -> Meeting:
    values = {"starts_at": datetime(2026, 12, 1, 17, tzinfo=UTC), "calendar_sequence": 0, **changes}
    return Meeting(id=3, group_id=1, number=8, place="Stadtteilbüro, Kanalstraße 5", lang="de", **values)


def event_of(subject: Meeting) -> Any:
    content = icalendar.render(
        subject, AGENDA, Words("de", "Europe/Berlin"),
        group="Arbeitskreis Kanalviertel", host="quarter.example",
        url="https://quarter.example/meetings/3", timezone="Europe/Berlin", now=NOW,
    )  # fmt: skip
    calendar = Calendar.from_ical(content)
    assert calendar["version"] == "2.0"
    assert len(calendar.walk("VTIMEZONE")) == 1
    [event] = calendar.walk("VEVENT")
    return event


def test_calendars_read_back_when_where_and_what_about() -> None:
    event = event_of(meeting(link="https://video.example/x"))
    assert event["uid"] == "meeting-3@quarter.example"
    assert event.decoded("dtstart").isoformat() == "2026-12-01T18:00:00+01:00"
    assert event.decoded("dtend").isoformat() == "2026-12-01T20:00:00+01:00"
    assert event.decoded("dtstamp") == NOW
    assert event["location"] == "Stadtteilbüro, Kanalstraße 5"
    assert "Arbeitskreis Kanalviertel" in event["summary"]
    assert "1. Eröffnung; Quorum, Gäste\n2. Kita" in event["description"]
    assert "https://video.example/x" in event["description"]
    assert event["url"] == "https://quarter.example/meetings/3"


def test_a_moved_meeting_keeps_its_uid_and_counts_its_changes() -> None:
    before, moved = event_of(meeting()), event_of(meeting(calendar_sequence=2))
    assert before["uid"] == moved["uid"]
    assert (before["sequence"], moved["sequence"]) == (0, 2)


def test_a_meeting_over_the_change_of_clocks_is_as_long_as_planned() -> None:
    event = event_of(meeting(starts_at=datetime(2026, 10, 25, 0, 0, tzinfo=UTC), planned_minutes=120))
    length = event.decoded("dtend").astimezone(UTC) - event.decoded("dtstart").astimezone(UTC)
    assert length == timedelta(minutes=120)
