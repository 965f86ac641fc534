"""The field for a mail address: its data is one that a mail server takes, whatever way it was typed."""

from typing import Any

from quarter.foundation.mail_addresses import BadAddress, read_address
from quarter.web.forms import TextField
from quarter.web.locale import gettext


class AddressField(TextField):
    """Exactly one mail address; what was typed is shown again."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if not (self.data or "").strip():
            return  # `required` says so
        try:
            self.data = read_address(self.data)
        except BadAddress as bad:
            raise ValueError(gettext(bad.message, **bad.values)) from None

    def _value(self) -> str:
        return str(self.raw_data[0] if self.raw_data else self.data or "")
