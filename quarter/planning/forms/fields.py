"""Shares of a picture and whole euros, as people write them."""

import re
from math import isfinite

from flask_babel import gettext

from quarter.planning.geojson import MOST_EUROS
from quarter.web.forms import FloatField, TextField

EUROS = re.compile(r"\d+|\d{1,3}([., \u00a0\u202f]\d{3})+")


class PercentField(FloatField):
    """A share of the picture's width or height in percent; `.data` is from 0 to 1."""

    @property
    def is_empty(self) -> bool:
        return not self.raw_data or not str(self.raw_data[0]).strip()

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip().replace(",", ".") if valuelist else ""
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
    """Whole euros; thousands may be set apart."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if len(text) > 20 or not EUROS.fullmatch(text):
            raise ValueError(gettext("Please write a whole number of euros, for example 1200."))
        euros = int(re.sub(r"\D", "", text))
        if euros > MOST_EUROS:
            raise ValueError(gettext("That is more than a plan like this can cost. Please write a smaller number."))
        self.data = euros

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)
