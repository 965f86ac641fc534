"""Numbers as people write them: degrees, shares of a picture, euros, minutes."""

import re
from math import isfinite
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange

from quarter.web.forms import FloatField, IntegerField, TextField, ValidationError

EUROS = re.compile(r"\d+|\d{1,3}([., \u00a0\u202f]\d{3})+")


class DecimalField(FloatField):
    """A number with a decimal comma or a point, or nothing."""

    @property
    def is_empty(self) -> bool:
        return not self.raw_data or not str(self.raw_data[0]).strip()


def _as_written(valuelist: list[str]) -> str:
    return valuelist[0].strip().replace(",", ".") if valuelist else ""


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


class EurosField(TextField):
    """Whole euros, at most `most`, or else the field says `too_much`; thousands may be set apart."""

    def __init__(self, label: Any = None, validators: Any = None, *, most: int, too_much: Any, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.most, self.too_much = most, too_much

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
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
