"""The reader's language, and how times are said."""

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_skeleton
from sqlmodel import select

from quarter.accounts.models import Person
from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation.multilingual import LOCALES, locale_of
from quarter.places.models import Municipality
from quarter.web import locale
from quarter.web.locale import current_language
from tests.strict_client import StrictClient


@pytest.fixture
def page_language(client, database, world):
    """The language of a page for a browser with these wishes."""

    def page_language(*, ask: str | None = None, cookie: str | None = None, profile: str | None = None,
                      browser: str | None = None) -> str:  # fmt: skip
        client.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = browser or ""
        if profile:
            with database.unit_of_work() as session:
                session.get_one(Person, world.resident.person_id).language = profile
            client.sign_in(world.resident)
        if cookie:
            client.http.set_cookie("language", cookie)
        client.get(
            f"/imprint?lang={ask}" if ask else "/imprint", headers={"Accept-Language": browser} if browser else {}
        )
        return client.page.get("lang")

    return page_language


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ({}, "de"),  # the town's own
        ({"browser": "ar-SY,ar;q=0.9,en;q=0.1"}, "ar"),
        ({"browser": "ar-EG,en;q=0.3"}, "ar"),
        ({"browser": "de-AT,en;q=0.8"}, "de"),
        ({"browser": "en-GB,de;q=0.5"}, "en"),
        ({"browser": "en;q=0,ar"}, "ar"),
        ({"browser": "fi"}, "de"),
        ({"browser": "en-US"}, "en"),
        ({"browser": "fi,en;q=0.5"}, "en"),
        ({"profile": "ar", "browser": "en"}, "ar"),
        ({"cookie": "de", "profile": "ar", "browser": "en"}, "de"),
        ({"ask": "en", "cookie": "de", "profile": "ar", "browser": "ar"}, "en"),
        ({"ask": "xx", "cookie": "ar"}, "ar"),
        ({"ask": "../../etc", "browser": "en"}, "en"),
        ({"ask": "EN"}, "de"),
        ({"cookie": "xx", "browser": "en"}, "en"),
    ],
)
def test_the_last_explicit_choice_wins_then_profile_browser_and_town(page_language, wishes, language):
    assert page_language(**wishes) == language


def test_a_choice_is_remembered(client):
    client.get("/imprint?lang=ar")
    client.get("/topics")
    assert (client.page.get("lang"), client.page.get("dir")) == ("ar", "rtl")


def test_an_unknown_choice_is_not_remembered(client):
    assert "Set-Cookie" not in client.get("/imprint?lang=xx").headers


def test_a_right_to_left_page_has_the_mirrored_stylesheet(client):
    text = client.get("/imprint?lang=ar").text
    assert '<html lang="ar" dir="rtl">' in text
    assert "quarter.rtl" in text


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def say(app, clock):
    """How a page in a language says an instant or a day, at a certain now."""

    def say(function, value, language="en", now="2026-11-23T10:00") -> str:
        clock.move_to(at(now), tick=False)
        with app.test_request_context(f"/?lang={language}"):
            return function(value)

    return say


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("2026-11-23T10:40", "in 40 minutes, Mon 23 November, 11:40"),
        ("2026-11-23T07:00", "3 hours ago, Mon 23 November, 08:00"),
        ("2026-11-26T17:00", "in 3 days, Thu 26 November, 18:00"),
        ("2026-11-20T10:00", "3 days ago, Fri 20 November, 11:00"),
        ("2026-12-05T10:00", "in 12 days, Sat 5 December, 11:00"),
        ("2027-01-10T10:00", "10 January 2027, 11:00"),
        ("2025-11-23T10:00", "23 November 2025, 11:00"),
    ],
)
def test_an_instant_is_said_relative_while_near_and_always_exact(say, instant, said):
    assert say(locale.when, at(instant)).replace("Nov,", "November,").replace("Dec,", "December,") == said


@pytest.mark.parametrize(("language", "said"), [("de", "in 3 Tagen"), ("ar", "خلال 3 أيام"), ("en", "in 3 days")])
def test_distances_are_said_in_the_readers_language(say, language, said):
    assert said in say(locale.when, at("2026-11-26T17:00"), language)
    assert said in say(locale.near_day, date(2026, 11, 26), language)


@pytest.mark.parametrize("language", LOCALES)
def test_the_year_is_said_unless_it_is_this_one(say, language):
    this, next_one = (say(locale.exactly, at(f"{year}-12-30T12:00"), language) for year in (2026, 2027))
    assert "2026" not in this
    assert "2027" in next_one
    noon = datetime(2026, 12, 30, 12, tzinfo=UTC)
    assert this.startswith(format_skeleton("MMMMEd", noon, locale=locale_of(language)))


def test_the_new_year_begins_at_the_towns_midnight(say):
    late = "2026-12-31T23:30"  # already 2027 in Berlin
    assert say(locale.day, date(2027, 1, 1), now=late) == say(locale.day_of, at(late), now=late)
    assert "2027" not in say(locale.day, date(2027, 1, 1), now=late)
    assert "2026" in say(locale.day, date(2026, 12, 31), now=late)


@pytest.mark.parametrize(
    ("instant", "time"),
    [("2026-03-29T00:30", "01:30"), ("2026-03-29T01:30", "03:30"), ("2026-10-25T00:30", "02:30"),
     ("2026-10-25T01:30", "02:30"), ("2026-10-25T02:30", "03:30")],
)  # fmt: skip
def test_the_clock_of_the_town_changes_with_summer_time(say, instant, time):
    assert say(locale.time_of_day, at(instant), "de") == time
    assert say(locale.exactly, at(instant), "en").endswith(time)


def test_tomorrow_is_one_day_away_even_when_the_day_has_25_hours(say):
    saturday_noon = "2026-10-24T10:00"
    assert say(locale.when, at("2026-10-25T11:00"), now=saturday_noon).startswith("in 1 day,")


def test_a_due_date_of_today_is_today(say):
    assert say(locale.near_day, date(2026, 11, 23)).startswith("today, ")
    assert say(locale.near_day, date(2026, 11, 24), now="2026-11-23T23:30").startswith("today, ")


@pytest.mark.parametrize(("day", "is_near"), [(date(2026, 12, 23), True), (date(2026, 12, 24), False)])
def test_far_away_only_the_date_is_said(say, day, is_near):
    assert say(locale.near_day, day).startswith("in ") is is_near


def test_the_municipality_is_loaded_once_a_request(client):
    client.get("/imprint?lang=en")
    assert len([statement for statement in client.statements if "FROM municipality" in statement]) == 1


def test_a_new_name_of_the_municipality_stands_on_the_next_page(client, database):
    addresses = ("/issues", "/topics")  # two, so that it is not the page itself that is kept
    for address in addresses:
        client.http.get(address)
    with database.unit_of_work() as session:
        session.exec(select(Municipality)).one().name = "Neustadt"
    assert all("Neustadt" in client.http.get(address).text for address in addresses)


def test_an_empty_installation_still_has_pages(empty_url, tmp_path):
    client = StrictClient(create_app(Settings(instance=tmp_path, database_url=empty_url, secret_key="test")))
    client.get("/imprint", headers={"Accept-Language": "fi"})
    client.app.extensions["quarter.database"].engine.dispose()
    assert client.page.get("lang") == "de"


def test_a_choice_for_one_page_is_known_to_its_code(app):
    with app.test_request_context("/?lang=ar"):
        assert current_language() == "ar"
        assert locale.page_words().language == "ar"
