"""Fields that several of these forms have."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange

from quarter.web.forms import IntegerField, TextField, at_most, required


def minutes_field(label: Any, default: int) -> IntegerField:
    """A length in minutes."""
    between = NumberRange(1, 600, _l("Please write a number of minutes between 1 and 600."))
    return IntegerField(label, [between], default=default)


def title_field() -> TextField:
    """How an item of the agenda is called."""
    return TextField(_l("What is it about?"), [required(_l("Please give the item a title.")), at_most(160)])
