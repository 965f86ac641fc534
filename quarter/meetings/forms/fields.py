"""Fields that several of these forms have."""

from flask_babel import lazy_gettext as _l

from quarter.web.forms import TextField, at_most, required


def title_field() -> TextField:
    """How an item of the agenda is called."""
    return TextField(_l("What is it about?"), [required(_l("Please give the item a title.")), at_most(160)])
