"""Words, names and dates in the languages of the house."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from quarter.foundation import multilingual
from quarter.foundation.multilingual import (
    LOCALES,
    WRITTEN_LANGUAGES,
    Words,
    direction,
    know_labels,
    label,
    locale_of,
    own_name,
)


class Fruit(StrEnum):
    NEW = "new"


class Moon(StrEnum):
    NEW = "new"


@pytest.fixture(autouse=True)
def own_labels(monkeypatch):
    monkeypatch.setattr(multilingual, "_LABELS", {})


def test_labels_of_two_enums_with_the_same_value_do_not_mix():
    know_labels(({Fruit.NEW: "Fresh"},))
    know_labels(({Moon.NEW: "New moon"},))
    assert (label(Fruit.NEW), label(Moon.NEW)) == ("Fresh", "New moon")


def test_a_member_without_words_is_a_mistake():
    know_labels(({Fruit.NEW: "Fresh"},))
    with pytest.raises(KeyError):
        label(Moon.NEW)


@pytest.mark.parametrize(
    ("language", "expected"), [("de", "ltr"), ("en", "ltr"), ("ar", "rtl"), ("uk", "ltr"), ("de-simple", "ltr")]
)
def test_the_direction_of_writing(language, expected):
    assert direction(language) == expected


def test_each_language_has_its_own_name():
    assert [own_name(language) for language in LOCALES] == ["Deutsch", "English", "العربية"]


NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Berlin


@pytest.mark.parametrize(
    ("language", "said"), [("en", "1 January 2027"), ("de", "1. Januar 2027"), ("ar", "1 يناير 2027")]
)
def test_the_day_of_an_instant_is_that_of_the_town(language, said):
    assert Words(language, "Europe/Berlin").date(NEW_YEAR) == said


def test_a_day_is_a_day_in_every_zone():
    assert Words("en", "Pacific/Auckland").date(date(2026, 12, 31)) == "31 December 2026"


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "01:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30"),
    ],
)
def test_the_time_of_day_follows_summer_time(instant, said):
    assert Words("de", "Europe/Berlin").time(instant) == said


@pytest.mark.parametrize(
    ("language", "said"), [("en", "1 January 2027, 00:30"), ("de", "1. Januar 2027, 00:30"), ("ar", "1 يناير 2027")]
)
def test_an_instant_is_said_with_day_and_time(language, said):
    assert said in Words(language, "Europe/Berlin").datetime(NEW_YEAR)


def test_the_german_word_for_the_hour_stays_beside_it():
    assert Words("de", "Europe/Berlin").datetime(NEW_YEAR).endswith("\N{NO-BREAK SPACE}Uhr")


def test_texts_take_named_values():
    words = Words("en", "Europe/Berlin")
    assert words.gettext("Dear %(name)s", name="50 % Ada") == "Dear 50 % Ada"
    assert words.gettext("100 % sure") == "100 % sure"


@pytest.mark.parametrize(("num", "said"), [(1, "1 day"), (0, "0 days"), (7, "7 days")])
def test_numbers_choose_the_form(num, said):
    assert Words("en", "Europe/Berlin").ngettext("%(num)d day", "%(num)d days", num) == said


def test_an_enum_member_is_said_in_words():
    know_labels(({Fruit.NEW: "Fresh"},))
    assert Words("en", "Europe/Berlin").label(Fruit.NEW) == "Fresh"


@pytest.mark.parametrize("language", WRITTEN_LANGUAGES)
def test_what_we_know_of_a_written_language_is_what_babel_knows(language):
    known = locale_of(language)
    assert own_name(language) == known.get_language_name(language).capitalize()
    assert direction(language) == known.text_direction
