"""Forms: how one is carried out, and fields that say what to change, keep what was typed, and know local time."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from flask import Response
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
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
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from quarter.foundation.db import LostUpdate
from quarter.foundation.multilingual import LOCALES, WRITTEN_LANGUAGES, label, own_name
from quarter.foundation.refusals import Refusal
from quarter.web.locale import current_language, timezone_name
from quarter.web.permits import ask_again
from quarter.web.session import give_back_transaction

TextField, LongTextField, Option, TickField = StringField, TextAreaField, SelectChoice, BooleanField
__all__ = [
    "ChoiceField", "DateField", "FileField", "FloatField", "Form", "HasVersion", "HiddenField", "HiddenInteger",
    "IntegerField", "LanguageField", "LocalDateTimeField", "LongTextField", "Option", "Optional", "PasswordField",
    "RadioChoiceField", "StopValidation", "TextField", "TickField", "ValidationError", "at_most", "carry_out",
    "enum_choices", "language_choices", "optional_enum", "optional_int", "required", "tidy",
]  # fmt: skip


class HasVersion(Protocol):
    """A row that two people may change at the same time."""

    version: int


class Form(FlaskForm):
    """A form of the house. `problems` are sentences for the summary that belong to no field."""

    problems: list[str]
    theirs: Any = None  # the row as somebody else left it, where this form comes too late to change it
    too_late: Any = None  # what to say then, on pages that do not show it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems = []

    def refuse(self, refusal: Refusal) -> None:
        """Show why a rule of the house forbids the deed now."""
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
    - when a rule forbids the deed, or somebody else was quicker: 409, with the reason.

    `deed` does it and says where to go; it is asked for the permission again if the lock was free meanwhile.
    Nothing is written when `show` is called. `changes` is the row whose version the form carries.
    """
    if not form.is_submitted():
        return show()
    try:
        if form.validate() and (done := _permitted(deed)):
            return done
        return _shown_again(show, 422)
    except Refusal as refusal:
        give_back_transaction()
        form.refuse(refusal)
    except LostUpdate:
        give_back_transaction()
        form.give_way(changes)
    return _shown_again(show, 409)


def _permitted(deed: Callable[[], Response | None]) -> Response | None:
    ask_again()
    return deed()


def _shown_again(show: Callable[[], Response], status: int) -> Response:
    give_back_transaction()
    response = show()
    response.status_code = status
    return response


def required(message: str) -> InputRequired:
    """The field must be filled in; the message says with what."""
    return _Filled(message)


class _Filled(InputRequired):
    """Blanks are not an answer."""

    def __call__(self, form: Any, field: Field) -> None:
        if not field.raw_data or not str(field.raw_data[0]).strip():
            field.errors = []
            raise StopValidation(str(self.message))


def at_most(length: int) -> Length:
    """No longer than `length` characters; browsers are told too."""
    return Length(max=length, message=_l("Please shorten this to %(max)d characters."))


def tidy(text: str | None) -> str:
    """Without blanks around it, and with one kind of line end."""
    return (text or "").replace("\r\n", "\n").strip()


def enum_choices(values: Iterable[StrEnum], empty: Any = None) -> Callable[[], list[SelectChoice]]:
    """Choices for an enum in the reader's language, optionally after an empty first one."""

    def choices() -> list[SelectChoice]:
        first = [SelectChoice("", str(empty))] if empty else []
        return first + [SelectChoice(value.value, gettext(label(value))) for value in values]

    return choices


def language_choices(languages: Iterable[str] = LOCALES) -> list[SelectChoice]:
    """Languages, each by its own name; those of the pages by default."""
    return [SelectChoice(code, own_name(code)) for code in languages]


def optional_int(value: Any) -> int | None:
    """Coerce for choices of ids with an empty first one."""
    return int(value) if value not in (None, "", "None") else None


def optional_enum(values: type[StrEnum]) -> Callable[[Any], StrEnum | None]:
    """Coerce for choices of an enum with an empty first one."""
    return lambda value: values(value) if value else None


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
        super().__init__(label, choices=language_choices(WRITTEN_LANGUAGES), **kwargs)


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
        except (ValueError, OverflowError):
            raise ValueError(gettext("Please write a day and a time, for example 2026-12-01 18:00.")) from None
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
