"""Fields that several of these forms have."""

from quarter.web.forms import TextField, at_most, required
from quarter.web.locale import lazy_gettext as _l


def title_field() -> TextField:
    """How an item of the agenda is called."""
    return TextField(_l("What is it about?"), [required(_l("Please give the item a title.")), at_most(160)])
