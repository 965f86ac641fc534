"""Fields say what to change, keep what was typed, and know the clock of the town."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest
from flask import render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from quarter.foundation.multilingual import know_labels
from quarter.foundation.refusals import Refusal
from quarter.web.forms import (
    ChoiceField,
    Form,
    HiddenInteger,
    LanguageField,
    LocalDateTimeField,
    LongTextField,
    Option,
    RadioChoiceField,
    TextField,
    at_most,
    enum_choices,
    optional_enum,
    optional_int,
    required,
    tidy,
)


class Fruit(StrEnum):
    APPLE = "test_apple"
    PEAR = "test_pear"


class Why(StrEnum):
    TOO_LATE = "test_too_late"


know_labels(({Fruit.APPLE: "Apple", Fruit.PEAR: "Pear"},))
know_labels(({Why.TOO_LATE: "It is too late."},))


class Everything(Form):
    name = TextField("Name", [required("Please write a name."), at_most(10)])
    text = LongTextField("Text")
    fruit = ChoiceField("Fruit", choices=enum_choices(Fruit, empty="Please choose"), coerce=optional_enum(Fruit))
    sort = RadioChoiceField("Sort", choices=enum_choices(Fruit), coerce=Fruit)
    seat = ChoiceField("Seat", choices=[Option("", "None"), Option(5, "Five")], coerce=optional_int)
    lang = LanguageField("Language")
    version = HiddenInteger()


class When(Form):
    at = LocalDateTimeField("When", [required("Please choose a time.")])


GOOD = {
    "name": "Ada",
    "text": "",
    "fruit": "test_pear",
    "sort": "test_apple",
    "seat": "5",
    "lang": "de",
    "version": "3",
}


@pytest.fixture
def page(app):
    """A page in English that forms can be read in."""
    with app.test_request_context("/?lang=en"):
        yield


def sent(form: type[Form], **data: str):
    form = form(MultiDict(data), meta={"csrf": False})
    form.validate()
    return form


def everything(**changes: str) -> Everything:
    return sent(Everything, **{**GOOD, **changes})


def test_a_form_that_is_right_gives_values(page):
    form = everything()
    assert not form.has_errors
    assert (form.fruit.data, form.sort.data, form.seat.data, form.version.data) == (Fruit.PEAR, Fruit.APPLE, 5, 3)


@pytest.mark.parametrize(
    "blank", ["", " ", "\t", "\n", "\u00a0", "\u3000", "\r\n \t", "\u200b", "\u200d\ufe0f", "\u3164"]
)
def test_blanks_are_not_an_answer(page, blank):
    form = everything(name=blank)
    assert form.name.errors == ["Please write a name."]
    assert form.name._value().strip() == ""


def test_a_field_that_is_missing_is_not_an_answer(page):
    assert sent(Everything).name.errors == ["Please write a name."]


def test_a_text_that_is_too_long_says_how_long_it_may_be(page):
    assert [str(error) for error in everything(name="x" * 11).name.errors] == ["Please shorten this to 10 characters."]
    assert not everything(name="ä" * 10).has_errors


@pytest.mark.parametrize(
    ("field", "value"), [("fruit", "banana"), ("sort", "banana"), ("seat", "6"), ("seat", "x"), ("lang", "xx")]
)
def test_a_choice_that_was_not_offered_is_refused(page, field, value):
    form = everything(**{field: value})
    assert list(form.errors) == [field]
    assert "choose one of" in str(form[field].errors[0])


def test_an_empty_choice_is_none(page):
    form = everything(fruit="", seat="")
    assert (form.fruit.data, form.seat.data) == (None, None)
    assert not form.has_errors


@pytest.mark.parametrize(("sent_version", "version"), [("3", 3), ("", None), ("x", None), ("1e3", None)])
def test_a_version_is_a_number_or_nothing(page, sent_version, version):
    assert everything(version=sent_version).version.data == version


def test_the_language_of_a_text_is_first_the_pages(app):
    with app.test_request_context("/?lang=ar"):
        assert Everything(meta={"csrf": False}).lang.data == "ar"


def test_a_refusal_is_shown_above_the_form(page):
    form = everything()
    form.refuse(Refusal(Why.TOO_LATE))
    assert form.has_errors
    html = render_template_string('{% from "ui/form.html" import error_summary %}{{ error_summary(form) }}', form=form)
    assert "It is too late." in html


@pytest.mark.parametrize(("text", "tidied"), [(None, ""), ("  a ", "a"), ("a\r\nb\r\n", "a\nb"), ("\r\n", "")])
def test_texts_are_tidied(text, tidied):
    assert tidy(text) == tidied


# --- local time ---


def moment(value: str, fold: str | None = None) -> LocalDateTimeField:
    data = {"at": value} if fold is None else {"at": value, "at_fold": fold}
    return sent(When, **data).at


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2026-12-01T18:00", datetime(2026, 12, 1, 17, tzinfo=UTC)),
        ("2026-07-01T18:00", datetime(2026, 7, 1, 16, tzinfo=UTC)),
        ("2026-07-01T18:00:30", datetime(2026, 7, 1, 16, 0, 30, tzinfo=UTC)),
        ("2026-03-29T01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29T03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25T01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25T03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_wall_clock_time_becomes_an_instant(page, typed, instant):
    field = moment(typed)
    assert not field.errors
    assert field.data == instant


@pytest.mark.parametrize("typed", ["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59"])
@pytest.mark.parametrize("fold", [None, "0", "1"])
def test_the_hour_that_does_not_exist_is_refused(page, typed, fold):
    field = moment(typed, fold)
    assert "does not exist" in field.errors[0] and field.data is None
    assert field._value() == typed


@pytest.mark.parametrize("fold", [None, "", "2", "first"])
def test_at_the_hour_that_exists_twice_we_ask(page, fold):
    field = moment("2026-10-25T02:30", fold)
    assert "exists twice" in field.errors[0] and field.data is None
    html = render_template_string('{% from "ui/field.html" import field %}{{ field(at) }}', at=field)
    assert html.count('name="at_fold"') == 2
    assert 'value="2026-10-25T02:30"' in html


@pytest.mark.parametrize(("fold", "hour"), [("0", 0), ("1", 1)])
def test_both_answers_to_that_question_are_right(page, fold, hour):
    field = moment("2026-10-25T02:30", fold)
    assert not field.errors
    assert field.data == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_the_answer_does_not_matter_at_other_hours(page):
    assert moment("2026-12-01T18:00", "1").data == moment("2026-12-01T18:00", "0").data


@pytest.mark.parametrize(
    "typed",
    ["tomorrow", "2026-13-01T10:00", "2026-02-30T10:00", "18:00", "0001-01-01T00:00", "9999-12-31T00:00", "2026-12-01"],
)
def test_what_is_no_time_is_explained_and_kept(page, typed):
    field = moment(typed)
    assert "Please write a day and a time" in field.errors[0]
    assert field._value() == typed


def test_no_time_at_all_is_asked_for(page):
    assert moment("").errors == ["Please choose a time."]


DOUBLE_HOURS = [datetime(2026, 10, 25, 0, tzinfo=UTC) + timedelta(minutes=minute) for minute in (0, 59, 60, 119)]


@given(minutes=st.integers(0, 2 * 365 * 24 * 60))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_instant_survives_the_form(page, minutes):
    instant = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    shown = When(data={"at": instant}, meta={"csrf": False}).at._value()
    first, second = (moment(shown, fold).data for fold in ("0", "1"))
    assert instant in (first, second)
    assert (first == second) == (not moment(shown).is_ambiguous)


@pytest.mark.parametrize("instant", DOUBLE_HOURS)
def test_an_instant_of_the_double_hour_survives_with_its_answer(page, instant):
    shown = When(data={"at": instant}, meta={"csrf": False}).at._value()
    assert instant in [moment(shown, fold).data for fold in ("0", "1")]
