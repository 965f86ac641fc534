"""A meeting as an iCalendar event. The same UID with a higher SEQUENCE moves it in people's calendars."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from quarter.foundation.multilingual import Words
from quarter.meetings.models import Meeting

MAKER = "-//Quarter//Meetings//EN"


def render(
    meeting: Meeting,
    agenda: Sequence[sa.Row],
    words: Words,
    *,
    group: str,
    host: str,
    url: str,
    timezone: str,
    now: datetime,
) -> bytes:
    """The event; `host` makes its UID unique in the world and must never change for a meeting."""
    from icalendar import Calendar, Event  # slow to load, and seldom needed

    zone = ZoneInfo(timezone)
    starts_at = meeting.starts_at.astimezone(zone)
    event = Event()
    event.add("uid", f"meeting-{meeting.id}@{host}")
    event.add("dtstamp", now)
    event.add("sequence", meeting.calendar_sequence)
    event.add("dtstart", starts_at)
    # Counted in UTC, so that an evening on which the clocks change is as long as any other.
    event.add("dtend", (meeting.starts_at + timedelta(minutes=meeting.planned_minutes)).astimezone(zone))
    event.add("summary", words.gettext("Meeting %(number)s of %(group)s", number=meeting.number, group=group))
    event.add("location", meeting.place)
    event.add("description", _describe(meeting, agenda, words))
    event.add("url", url)
    event.add("status", "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    year = starts_at.year
    calendar.add_missing_timezones(first_date=date(year, 1, 1), last_date=date(year + 1, 1, 1))
    return calendar.to_ical()


def _describe(meeting: Meeting, agenda: Sequence[sa.Row], words: Words) -> str:
    """The agenda, and the link for whoever cannot come to the place."""
    lines = [words.gettext("Agenda")] + [f"{item.number}. {item.title}" for item in agenda]
    if meeting.link:
        lines += ["", words.gettext("Take part online: %(link)s", link=meeting.link)]
    return "\n".join(lines)
