"""Forms: how one is carried out, and fields that say what to change, keep what was typed, and know local time."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from math import isfinite
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from flask import Response
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    FloatField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import DateField as WrittenDate
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation, ValidationError

from quarter.foundation.db import LostUpdate
from quarter.foundation.dear_work import TooBusy
from quarter.foundation.multilingual import LOCALES, WRITTEN_LANGUAGES, label, own_name
from quarter.foundation.refusals import Refusal
from quarter.foundation.text import normalised, one_line
from quarter.web.errors import TOO_BUSY, say_when_to_come_back
from quarter.web.limits import TooMuch
from quarter.web.locale import Sentence, current_language, gettext, timezone_name
from quarter.web.locale import lazy_gettext as _l
from quarter.web.logs import note
from quarter.web.permits import ask_again, current_actor
from quarter.web.session import give_back_transaction

EUROS = re.compile(r"\d+|\d{1,3}([., \u00a0\u202f]\d{3})+")
SANE_YEARS = range(1990, 2200)  # those of which a neighbourhood speaks
Option, TickField = SelectChoice, BooleanField
__all__ = [
    "ChoiceField", "DateField", "DegreesField", "EurosField", "FileField", "FloatField", "Form", "HasVersion",
    "HiddenField", "HiddenInteger", "IntegerField", "LanguageField", "LocalDateTimeField", "LongTextField",
    "Option", "Optional", "PasswordField", "PercentField", "RadioChoiceField", "StopValidation", "TextField",
    "TickField", "ValidationError", "at_most", "carry_out", "choose_again", "enum_choices", "language_choices",
    "minutes_field", "needs_both", "no_room", "optional_enum", "optional_int", "required", "tidy",
]  # fmt: skip


class HasVersion(Protocol):
    """A row that two people may change at the same time."""

    version: int


class Form(FlaskForm):
    """A form of the house. `problems` are sentences for the summary that belong to no field."""

    problems: list[str]
    theirs: Any = None  # the row as somebody else left it, where this form comes too late to change it
    too_late: Any = None  # what to say then, on pages that do not show it

    def __init__(self, *args: Any, meta: Any = None, **kwargs: Any) -> None:
        # In the page's language the toolkit says what is left to it.
        super().__init__(*args, meta={"locales": [current_language()], **(meta or {})}, **kwargs)
        self.problems = []

    def refuse(self, refusal: Refusal) -> None:
        """Show why a rule of the house forbids the deed now."""
        note("refused", current_actor().person_id, reason=refusal.reason.value)
        self.problems.append(gettext(label(refusal.reason)))

    def give_way(self, changes: HasVersion | None) -> None:
        """Somebody else was quicker: keep what was typed, and go on from what they left."""
        if changes is not None:
            self.theirs = changes
            self.version.go_on_from(changes.version)
        if changes is None or self.too_late:
            sentence = _l("Somebody else changed this meanwhile. Please look again, then send.")
            self.problems.append(str(self.too_late or sentence))

    @property
    def has_errors(self) -> bool:
        return bool(self.errors or self.problems)


def carry_out(
    form: Form,
    deed: Callable[[], Response | None],
    show: Callable[[], Response],
    *,
    changes: HasVersion | None = None,
) -> Response:
    """Do what a form asks for. It is shown instead, with all that was typed,

    - when it is not sent yet: 200;
    - when something in it is missing or wrong: 422. `deed` says so, too, by giving None: then it has told the form;
    - when a rule forbids the deed, or somebody else was quicker: 409, with the reason;
    - when its sender has done too much of it: 429, and when to go on;
    - when enough files are being read or made already: 503, to be sent again in a moment.

    `deed` does it and says where to go; it is asked for the permission again if the lock was free meanwhile.
    Nothing is written when `show` is called. `changes` is the row whose version the form carries.
    """
    if not form.is_submitted():
        return show()
    try:
        if form.validate():
            ask_again()
            if done := deed():
                return done
        return _shown_again(show, 422)
    except Refusal as refusal:
        give_back_transaction()
        form.refuse(refusal)
    except TooMuch as error:
        form.problems.append(error.in_words())
        return _shown_again(show, 429)
    except LostUpdate:
        give_back_transaction()
        form.give_way(changes)
    except TooBusy:
        give_back_transaction()
        form.problems.append(gettext(TOO_BUSY))
        say_when_to_come_back()
        return _shown_again(show, 503)
    return _shown_again(show, 409)


def no_room() -> ValidationError:
    """To raise for a file when the disk is nearly full: what else was written stays."""
    return ValidationError(
        gettext("There is no room for files at the moment. Please send the rest without it, and the file another day.")
    )


def choose_again() -> ValidationError:
    """To raise for a file that cannot be read now, because others are at it: what else was written stays."""
    say_when_to_come_back()
    return ValidationError(
        gettext("Many files are being read right now. Please choose yours again, and send it in a moment.")
    )


def _shown_again(show: Callable[[], Response], status: int) -> Response:
    give_back_transaction()
    response = show()
    response.status_code = status
    return response


def required(message: Sentence) -> InputRequired:
    """The field must be filled in; the message says with what."""
    return _Filled(message)


class _Filled(InputRequired):
    """What nobody can see is no answer."""

    def __call__(self, form: Any, field: Field) -> None:
        if not field.raw_data or not tidy(str(field.raw_data[0])):
            field.errors = []
            raise StopValidation(str(self.message))


def at_most(length: int) -> Length:
    """No longer than `length` characters; browsers are told too."""
    return Length(max=length, message=_l("Please shorten this to %(max)d characters."))


def tidy(text: str | None) -> str:
    """As it is kept, without blanks around it."""
    return normalised(text or "").strip()


def enum_choices(values: Iterable[StrEnum], empty: Any = None) -> Callable[[], list[SelectChoice]]:
    """Choices for an enum in the reader's language, optionally after an empty first one."""

    def choices() -> list[SelectChoice]:
        first = [SelectChoice("", str(empty))] if empty else []
        return first + [SelectChoice(value.value, gettext(label(value))) for value in values]

    return choices


def language_choices(languages: Iterable[str] = LOCALES) -> list[SelectChoice]:
    """Languages, each by its own name; those of the pages by default."""
    return [SelectChoice(code, own_name(code)) for code in languages]


_WRITTEN_LANGUAGES = language_choices(WRITTEN_LANGUAGES)


def optional_int(value: Any) -> int | None:
    """Coerce for choices of ids with an empty first one."""
    return int(value) if value not in (None, "", "None") else None


def optional_enum(values: type[StrEnum]) -> Callable[[Any], StrEnum | None]:
    """Coerce for choices of an enum with an empty first one."""
    return lambda value: values(value) if value else None


class TextField(StringField):
    """A line of text, as the house keeps text from the moment it comes in."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw_data = [one_line(text) for text in valuelist]
        super().process_formdata(self.raw_data)


class LongTextField(TextAreaField):
    """Lines of text, as the house keeps text from the moment it comes in."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw_data = [normalised(text) for text in valuelist]
        super().process_formdata(self.raw_data)


class ChoiceField(SelectField):
    """One of several, in a list to pull down."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("invalid_choice_message", _l("Please choose one of the list."))
        kwargs.setdefault("invalid_value_message", _l("Please choose one of the list."))
        super().__init__(label, validators, **kwargs)


class RadioChoiceField(RadioField):
    """One of a few, all visible."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("invalid_choice_message", _l("Please choose one of these."))
        kwargs.setdefault("invalid_value_message", _l("Please choose one of these."))
        super().__init__(label, validators, **kwargs)


class HiddenInteger(HiddenField):
    """A number that travels with the form, such as the version that was read."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = int(valuelist[0]) if valuelist else None
        except ValueError:
            self.data = None

    @property
    def seen(self) -> int:
        """The number that was sent; 0, which no row has, where none was."""
        return self.data or 0

    def go_on_from(self, number: int) -> None:
        """What is typed from now on has seen this version, whatever the form was sent with."""
        self.data, self.raw_data = number, None


class LanguageField(ChoiceField):
    """The language a text is written in: the page's, unless the writer says otherwise."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("default", current_language)
        super().__init__(label, choices=_WRITTEN_LANGUAGES, **kwargs)


class DateField(WrittenDate):
    """A day that people can mean."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and self.data.year not in SANE_YEARS:
            self.data = None
            raise ValueError(gettext("Please write a day, for example 2026-12-01."))


class LocalDateTimeField(DateTimeLocalField):
    """A time on the wall clock of the municipality; `.data` is the instant in UTC.

    When clocks go forward an hour does not exist and is refused; when they go back an hour exists twice
    and the reader is asked which one is meant (`<name>_fold` = 0 or 1).
    """

    is_ambiguous = False

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        self._fold = formdata.get(f"{self.name}_fold") if formdata else None
        super().process(formdata, *args, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0]:
            self.data = None
            return
        zone = ZoneInfo(timezone_name())
        try:
            super().process_formdata(valuelist)
            wall: Any = self.data
            first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
            if wall.year not in SANE_YEARS:
                raise ValueError
        except (ValueError, OverflowError):
            self.data = None
            raise ValueError(gettext("Please write a day and a time, for example 2026-12-01 18:00.")) from None
        self.data = None  # no time is meant before it is clear which one
        self.data = self._meant(wall, first, second, zone)

    def _meant(self, wall: datetime, first: datetime, second: datetime, zone: ZoneInfo) -> datetime:
        if first.astimezone(zone).replace(tzinfo=None) != wall:
            raise ValueError(gettext("On that day the clocks go forward and this hour does not exist."))
        if first != second and self._fold not in ("0", "1"):
            self.is_ambiguous = True
            raise ValueError(gettext("On that day this hour exists twice. Please choose which one you mean."))
        return second if self._fold == "1" else first

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        if self.data is None:
            return ""
        return self.data.astimezone(ZoneInfo(timezone_name())).strftime("%Y-%m-%dT%H:%M")


class DecimalField(FloatField):
    """A number with a decimal comma or a point, or nothing."""

    @property
    def is_empty(self) -> bool:
        return not self.raw_data or not str(self.raw_data[0]).strip()


def _as_written(valuelist: list[str]) -> str:
    return tidy(valuelist[0]).replace(",", ".") if valuelist else ""


class DegreesField(DecimalField):
    """Degrees on the globe, within `limit` to both sides; a decimal comma is as good as a point."""

    def __init__(self, label: Any = None, validators: Any = None, *, limit: int, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.limit = limit

    def process_formdata(self, valuelist: list[str]) -> None:
        text = _as_written(valuelist)
        try:
            self.data = float(text) if text else None
        except ValueError:
            self.data = None
            raise ValueError(gettext("Please write degrees as a number, for example 52.4785.")) from None

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and not (isfinite(self.data) and abs(self.data) <= self.limit):
            self.data = None
            raise ValidationError(gettext("Please write a number between -%(limit)d and %(limit)d.", limit=self.limit))


def needs_both(field: DecimalField, other: DecimalField) -> None:
    """For the validators of a point's two fields: one number alone is none."""
    if field.is_empty and not other.is_empty:
        raise ValidationError(_l("A point needs both numbers. Please add this one, or empty the other."))


class PercentField(DecimalField):
    """A share of the picture's width or height in percent; `.data` is from 0 to 1."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = _as_written(valuelist)
        self.data = None
        try:
            percent = float(text) if text else None
        except ValueError:
            raise ValueError(gettext("Please write a number from 0 to 100.")) from None
        if percent is not None and not (isfinite(percent) and 0 <= percent <= 100):
            raise ValueError(gettext("This lies outside the picture. Please write a number from 0 to 100."))
        self.data = None if percent is None else percent / 100

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data * 100:.2f}".rstrip("0").rstrip(".")


class EurosField(StringField):
    """Whole euros, at most `most`, or else the field says `too_much`; thousands may be set apart."""

    def __init__(self, label: Any = None, validators: Any = None, *, most: int, too_much: Any, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.most, self.too_much = most, too_much

    def process_formdata(self, valuelist: list[str]) -> None:
        text = tidy(valuelist[0]) if valuelist else ""
        self.data = None
        if not text:
            return
        if len(text) > 20 or not EUROS.fullmatch(text):
            raise ValueError(gettext("Please write a whole number of euros, for example 1200."))
        euros = int(re.sub(r"\D", "", text))
        if euros > self.most:
            raise ValueError(str(self.too_much))
        self.data = euros

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)


def minutes_field(label: Any, default: int) -> IntegerField:
    """A length in minutes."""
    between = NumberRange(1, 600, _l("Please write a number of minutes between 1 and 600."))
    return IntegerField(label, [between], default=default)
