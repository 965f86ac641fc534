"""How people come together, and series of meetings."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from quarter.foundation.multilingual import Words
from quarter.meetings.domain import Held, Rhythm, list_starts
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.service.planning import change, schedule, schedule_series
from quarter.minutes.builder import build_minutes
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.queries.records import get_record
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import BEGIN
from tests.strict_client import StrictClient

BERLIN = ZoneInfo("Europe/Berlin")
LINK = "https://video.example/ak"


def on_the_wall(day: str, hour: int = 18) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("first", "rhythm", "days"),
    [
        ("2026-12-01", Rhythm.ONCE, ["2026-12-01"]),
        ("2026-12-22", Rhythm.WEEKLY, ["2026-12-22", "2026-12-29", "2027-01-05", "2027-01-12"]),
        ("2026-10-13", Rhythm.FORTNIGHTLY, ["2026-10-13", "2026-10-27", "2026-11-10", "2026-11-24"]),
        ("2026-11-10", Rhythm.MONTHLY, ["2026-11-10", "2026-12-08", "2027-01-12", "2027-02-09"]),  # second Tuesday
        ("2026-12-29", Rhythm.MONTHLY, ["2026-12-29", "2027-01-26", "2027-02-23", "2027-03-30"]),  # fifth, or last
    ],
)
def test_a_series_keeps_its_hour_over_the_change_of_the_clocks(first: str, rhythm: Rhythm, days: list[str]) -> None:
    assert list_starts(on_the_wall(first), rhythm, 4, BERLIN) == [on_the_wall(day) for day in days]


def test_an_hour_that_is_left_out_comes_an_hour_later() -> None:
    starts = list_starts(on_the_wall("2027-03-21", 2), Rhythm.WEEKLY, 3, BERLIN)
    assert [start.astimezone(BERLIN).hour for start in starts] == [2, 3, 2]


@pytest.mark.parametrize(
    ("place", "link", "held"),
    [("Kita", "", Held.IN_PERSON), ("", LINK, Held.ONLINE), ("Kita", LINK, Held.HYBRID)],
)
def test_pages_files_and_calendars_say_how_people_come_together(
    client: StrictClient, world: World, app: Flask, place: str, link: str, held: Held
) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        meeting = schedule(
            session, world.moderator, world.group(session), starts_at=BEGIN, place=place, link=link, lang="de", now=NOW
        )
        assert meeting.held is held
        minutes = build_minutes(session, meeting)
        facts = dict(lay_out(minutes, Words("en", "Europe/Berlin"), get_record(session, 1).status).facts)
    said = {"in_person": "In person", "online": "Online", "hybrid": "In person and online"}[held.value]
    assert facts["Form of the meeting"] == said
    assert facts.get("Place", "") == place
    client.get("/meetings/1")
    assert said in client.text
    [event] = Calendar.from_ical(client.get("/meetings/1.ics?lang=en").get_data()).walk("VEVENT")
    assert event["location"] == (place or "Online")
    assert (said in event["description"]) is bool(link)


@pytest.mark.parametrize("values", [{"held": "online"}, {"held": "hybrid"}, {"held": "in_person", "place": ""}])
def test_the_database_asks_for_what_each_form_needs(session: Session, world: World, values: dict[str, str]) -> None:
    meeting = schedule(
        session, world.moderator, world.group(session), starts_at=BEGIN, place="Kita", lang="de", now=NOW
    )
    for name, value in values.items():
        setattr(meeting, name, Held(value) if name == "held" else value)
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"held": "online", "link": ""}, "Please write the link with which people take part online."),
        ({"held": "hybrid", "link": LINK, "place": ""}, "Please write where people come together."),
        ({"rhythm": "weekly", "times": "1"}, "A series has between 2 and 24 meetings."),
        ({"rhythm": "weekly", "times": "25"}, "A series has between 2 and 24 meetings."),
        ({"rhythm": "daily"}, "Please choose one of the list."),
    ],
)
def test_what_is_missing_is_named_at_its_field(
    client: StrictClient, world: World, changes: dict[str, str], problem: str
) -> None:
    client.sign_in(world.moderator).get(f"/meetings/new?group={world.group_id}")
    client.submit(status=422, **{"starts_at": "2026-12-01T18:00", "place": "Kita", **changes})
    assert problem in client.text


def test_a_series_makes_meetings_of_their_own(client: StrictClient, world: World, app: Flask) -> None:
    client.sign_in(world.moderator).get(f"/meetings/new?group={world.group_id}")
    for _ in range(2):  # two presses plan one series
        client.submit(starts_at="2027-03-23T18:00", held="online", link=LINK, place="", rhythm="weekly", times="3")
    with app.extensions["quarter.database"].session(writes=False) as session:
        meetings = session.exec(select(Meeting).order_by(Meeting.starts_at)).all()
        assert [meeting.starts_at.astimezone(BERLIN).strftime("%d.%m. %H:%M") for meeting in meetings] == [
            "23.03. 18:00", "30.03. 18:00", "06.04. 18:00",
        ]  # fmt: skip
        assert [meeting.number for meeting in meetings] == [1, 2, 3]
        assert len(session.exec(select(AgendaItem)).all()) == 2 + 4 + 4
    client.get("/meetings/2/edit")
    assert "How often?" not in client.text
    client.submit(held="in_person", place="Kita", link="", follow=True)
    assert "Kita" in client.text


def test_numbers_begin_again_with_each_year_where_the_group_meets(session: Session, world: World) -> None:
    starts = [datetime(2026, 12, 1, 17, tzinfo=UTC), datetime(2026, 12, 31, 22, tzinfo=UTC),
              datetime(2026, 12, 31, 23, 30, tzinfo=UTC), datetime(2027, 1, 5, 17, tzinfo=UTC)]  # fmt: skip
    group, values = world.group(session), {"place": "Kita", "lang": "de"}
    meetings = schedule_series(session, world.moderator, group, starts, **values, now=NOW)
    assert [(meeting.year, meeting.number) for meeting in meetings] == [(2026, 1), (2026, 2), (2027, 1), (2027, 2)]
    late = meetings[1]  # it is held in the new year, and stays the second of the old one
    change(
        session, world.moderator, late, starts_at=starts[3] + timedelta(days=7), place="Kita", link="",
        planned_minutes=120, expected=late.version, now=NOW,
    )  # fmt: skip
    assert (late.year, late.number) == (2026, 2)
    december = [starts[0] + timedelta(days=20)]
    [last] = schedule_series(session, world.moderator, group, december, **values, now=NOW)
    assert (last.year, last.number) == (2026, 3)
